import Foundation
import Mailtrap
import Synchronization

/// The first calls of a kind go wrong.
final class OneFault: Sendable {
    private let fault: AccountModel.Fault
    private let kind: String
    private let left: Mutex<Int>

    init(_ fault: AccountModel.Fault, of kind: String, count: Int) {
        (self.fault, self.kind) = (fault, kind)
        left = Mutex(count)
    }

    func next(_ kind: String) -> AccountModel.Fault? {
        guard kind == self.kind else { return nil }
        return left.withLock { left in
            left -= 1
            return left >= 0 ? fault : nil
        }
    }
}

enum FileBytes {
    static func read(_ path: String) -> Data? { FileManager.default.contents(atPath: path) }
    static func contains(_ data: Data, _ text: String) -> Bool { data.range(of: Data(text.utf8)) != nil }
}

/// Passes calls on, but for those of one contact, which fail.
final class PoisonedChannel: DeliveryChannel {
    let account: AccountModel
    let email: String

    init(account: AccountModel, email: String) {
        (self.account, self.email) = (account, email)
    }

    func updateContact(_ identifier: String, _ update: ContactUpdate) async throws(CallError) -> (
        action: UpdateAction, contact: ContactResource
    ) {
        guard identifier != email else { throw .unknown("500: the server failed") }
        return try await account.updateContact(identifier, update)
    }

    func createImport(encoded body: [UInt8]) async throws(CallError) -> ImportResource { try await account.createImport(encoded: body) }
    func importJob(_ id: Int64) async throws(CallError) -> ImportResource { try await account.importJob(id) }
    func contact(_ identifier: String) async throws(CallError) -> ContactResource? { try await account.contact(identifier) }
    func deleteContact(_ identifier: String) async throws(CallError) -> Bool { try await account.deleteContact(identifier) }
    func postEvent(_ identifier: String, _ event: EventRequest) async throws(CallError) -> EventResource? {
        try await account.postEvent(identifier, event)
    }
    func lists(search: String?) async throws(CallError) -> [ListResource] { try await account.lists(search: search) }
    func createList(name: String) async throws(CallError) -> ListResource { try await account.createList(name: name) }
    func renameList(_ id: Int64, to name: String) async throws(CallError) -> ListResource { try await account.renameList(id, to: name) }
    func deleteList(_ id: Int64) async throws(CallError) -> Bool { try await account.deleteList(id) }
    func fields() async throws(CallError) -> [FieldResource] { try await account.fields() }
    func createField(_ field: FieldRequest) async throws(CallError) -> FieldResource { try await account.createField(field) }
    func updateField(_ id: Int64, _ field: FieldRequest) async throws(CallError) -> FieldResource {
        try await account.updateField(id, field)
    }
    func deleteField(_ id: Int64) async throws(CallError) -> Bool { try await account.deleteField(id) }
}

/// Refuses every call with one status.
final class DenyingChannel: DeliveryChannel {
    private let error: CallError

    init(status: Int) { error = .refused(APIError(status: status)) }

    func createImport(encoded body: [UInt8]) async throws(CallError) -> ImportResource { throw error }
    func importJob(_ id: Int64) async throws(CallError) -> ImportResource { throw error }
    func updateContact(_ identifier: String, _ update: ContactUpdate) async throws(CallError) -> (
        action: UpdateAction, contact: ContactResource
    ) { throw error }
    func contact(_ identifier: String) async throws(CallError) -> ContactResource? { throw error }
    func deleteContact(_ identifier: String) async throws(CallError) -> Bool { throw error }
    func postEvent(_ identifier: String, _ event: EventRequest) async throws(CallError) -> EventResource? { throw error }
    func lists(search: String?) async throws(CallError) -> [ListResource] { throw error }
    func createList(name: String) async throws(CallError) -> ListResource { throw error }
    func renameList(_ id: Int64, to name: String) async throws(CallError) -> ListResource { throw error }
    func deleteList(_ id: Int64) async throws(CallError) -> Bool { throw error }
    func fields() async throws(CallError) -> [FieldResource] { throw error }
    func createField(_ field: FieldRequest) async throws(CallError) -> FieldResource { throw error }
    func updateField(_ id: Int64, _ field: FieldRequest) async throws(CallError) -> FieldResource { throw error }
    func deleteField(_ id: Int64) async throws(CallError) -> Bool { throw error }
}
