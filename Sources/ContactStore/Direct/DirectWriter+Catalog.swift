public import Contacts

/// What contacts share: rare, and written by runs of their own.
extension DirectWriter {
    /// `name` has already been taken where there is a list of it.
    public func createList(_ name: String) async throws(ServedError) -> ContactList { fatalError("not yet") }

    public func renameList(_ id: Int64, to name: String) async throws(ServedError) -> ContactList { fatalError("not yet") }

    /// Deletes a list; who was on it stays. A list that a stored segment asks for stays too, with a problem of `usage`.
    public func deleteList(_ id: Int64) async throws(ServedError) { fatalError("not yet") }

    public func createField(name: String, tag: String, type: ValueType) async throws(ServedError) -> Field { fatalError("not yet") }

    /// Gives a field another name or merge tag; its type stays for ever.
    public func updateField(_ id: Int64, name: String?, tag: String?) async throws(ServedError) -> Field { fatalError("not yet") }

    /// Deletes a field with all its values, unless a stored segment tests it.
    public func deleteField(_ id: Int64) async throws(ServedError) { fatalError("not yet") }
}
