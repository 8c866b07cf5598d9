import Contacts

/// Exports by the API: one at a time, written behind the scenes as gzipped CSV, with a link that lives for a day.
///
/// Columns: `id`, `email`, `status`, one for each field by its merge tag, `lists` (names, as `lunation import` reads them),
/// `created_at`, `updated_at` (ISO 8601).
public final class ServedExports: Sendable {
    let writer: DirectWriter
    let folder: String

    /// Milliseconds that a link lives.
    public static let lifetime: Int64 = 86_400_000

    /// Starts the thread, which begins with what an earlier one has left.
    ///
    /// - Parameters:
    ///   - folder: where the files lie; made where it is missing.
    ///   - report: told, on that thread, of errors.
    public init(writer: DirectWriter, folder: String, report: @escaping @Sendable (any Error) -> Void = { _ in }) {
        self.writer = writer
        self.folder = folder
    }

    /// Begins an export; a problem of `base` where another is still going on.
    public func begin(_ filter: ServedExportFilter) async throws(ServedError) -> ServedExport { fatalError("not yet") }

    public func find(_ id: Int64) throws(StoreError) -> ServedExport? { fatalError("not yet") }

    /// The path of an export's file; nil where the secret is another, or the link is over. The compare takes as long for any secret.
    public func file(_ id: Int64, secret: String) throws(StoreError) -> String? { fatalError("not yet") }

    /// Ends the thread, once the export that it is at is done.
    public func close() async { fatalError("not yet") }
}
