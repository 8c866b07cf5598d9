/// The names and versions of what the store is made of.
enum Schema {
    /// The format that this program writes, kept in SQLite's `user_version`.
    static let format = 4

    /// The column of a field in the contact table. Named by the field's id, so that a rename touches no row.
    static func column(_ field: Int64) -> String { "f\(field)" }
}
