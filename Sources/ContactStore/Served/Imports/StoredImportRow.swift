import Contacts

/// A row of an import by the API that has been checked: the address normalised, the values as their fields hold them.
struct StoredImportRow: Sendable {
    var email: String
    /// By the fields' ids; null clears.
    var values: [(field: Int64, value: SQLValue)]
    var included: [Int64]
    var excluded: [Int64]
}
