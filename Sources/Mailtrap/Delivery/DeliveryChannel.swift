/// What deliveries ask of an account's API. ``ContactsAPI`` is one; tests have another.
public protocol DeliveryChannel: Sendable {
    /// Begins an import whose body is there already: `{"contacts":[…]}`.
    func createImport(encoded body: [UInt8]) async throws(CallError) -> ImportResource
    func importJob(_ id: Int64) async throws(CallError) -> ImportResource
    func updateContact(_ identifier: String, _ update: ContactUpdate) async throws(CallError) -> (
        action: UpdateAction, contact: ContactResource
    )
    /// Nil where there is none.
    func contact(_ identifier: String) async throws(CallError) -> ContactResource?
    /// Answers whether there was one.
    func deleteContact(_ identifier: String) async throws(CallError) -> Bool
    func postEvent(_ identifier: String, _ event: EventRequest) async throws(CallError) -> EventResource?
    func lists(search: String?) async throws(CallError) -> [ListResource]
    func createList(name: String) async throws(CallError) -> ListResource
    func renameList(_ id: Int64, to name: String) async throws(CallError) -> ListResource
    func deleteList(_ id: Int64) async throws(CallError) -> Bool
    func fields() async throws(CallError) -> [FieldResource]
    func createField(_ field: FieldRequest) async throws(CallError) -> FieldResource
    func updateField(_ id: Int64, _ field: FieldRequest) async throws(CallError) -> FieldResource
    func deleteField(_ id: Int64) async throws(CallError) -> Bool
}

extension ContactsAPI: DeliveryChannel {}
