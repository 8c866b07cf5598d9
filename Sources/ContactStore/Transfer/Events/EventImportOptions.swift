/// How events are taken in from a file.
public struct EventImportOptions: Sendable {
    /// The name of every event, where the file has no column for it.
    public var name: String?
    /// Headers by the property (`email`, `name`, `at`, `key`) or parameter that they stand for.
    public var columns: [String: String] = [:]
    public var ignoredColumns: Set<String> = []
    /// Imports a file of events without keys even if it was imported before.
    public var again = false
    /// The folder for the file of rejected rows.
    public var errorsFolder: String?

    public init() {}
}
