/// How contacts are taken in from a file.
public struct ImportOptions: Hashable, Sendable {
    /// What happens to a contact that is there already.
    public enum Existing: String, Sendable, CaseIterable {
        /// Values of the file replace those of the contact; empty cells change nothing.
        case merge
        /// The contact stays as it is.
        case keep
        /// As merge, and empty cells clear the field.
        case replace
    }

    public enum OnError: String, Sendable, CaseIterable {
        /// A bad row goes to the errors file, the rest is imported.
        case rejectRow = "reject_row"
        /// A bad row ends the import; what was committed before it stays, and an undo takes it back.
        case abort
    }

    public var existing = Existing.merge
    public var onError = OnError.rejectRow
    /// What the file is; nil is what its name says.
    public var format: TransferFormat?
    /// Headers by the property or merge tag that they stand for, where they are not called so.
    public var columns: [String: String] = [:]
    /// Makes a field for each column that has none: of the type that the manifest beside the file says, or else of the one that
    /// the first thousand rows have.
    public var createsFields = false
    /// Columns to leave out.
    public var ignoredColumns: Set<String> = []
    /// Lists that every contact of the file is put on.
    public var lists: [String] = []
    /// The folder for the file of rejected rows.
    public var errorsFolder: String?

    public init() {}
}
