import Contacts

/// Imports by the API: checked at once, stored, and carried out one after the other behind the scenes, by a thread of their own. Each
/// is one transaction and one run of kind ``RunKind/importContacts``; one that a crash has cut short is carried out at the next start.
public final class ServedImports: Sendable {
    let writer: DirectWriter

    /// The most contacts of one import.
    public static let maximumRows = 50_000

    /// Starts the thread, which begins with what an earlier one has left.
    ///
    /// - Parameter report: told, on that thread, of errors that are no row's fault.
    public init(writer: DirectWriter, report: @escaping @Sendable (any Error) -> Void = { _ in }) {
        self.writer = writer
    }

    /// Checks rows, all of them, and stores them to be imported. Where addresses come more than once, what comes later wins.
    public func begin(_ rows: [ServedImportRow]) async throws(ImportRefusal) -> ServedImport { fatalError("not yet") }

    public func find(_ id: Int64) throws(StoreError) -> ServedImport? { fatalError("not yet") }

    /// Ends the thread, once the import that it is at is done.
    public func close() async { fatalError("not yet") }
}
