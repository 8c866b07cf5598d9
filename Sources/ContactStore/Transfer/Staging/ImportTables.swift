import Contacts

/// The temporary tables of one staged import: its rows, one for each address, and what they change.
struct ImportTables {
    let connection: any SQLConnection
    let fields: [Field]
    let number: Int

    /// `contact` is the key, given out here where the address is new. `valued` and `cleared` have a bit for each field that the
    /// row sets or empties.
    var rows: String { "temp.import_row_\(number)" }
    /// What the rows say about lists.
    var lists: String { "temp.import_list_\(number)" }
    /// Ids that rows ask for, with their addresses.
    var ids: String { "temp.import_id_\(number)" }
    /// Changes of contacts that were there, before they are merged with what is staged.
    var changes: String { "temp.import_change_\(number)" }
    /// Rows that were refused.
    var errors: String { "temp.import_error_\(number)" }

    func create() throws {
        let columns = fields.map { ", " + Schema.column($0.id) }.joined()
        try connection.execute(
            """
            CREATE TABLE \(rows) (
                row INTEGER PRIMARY KEY, contact INTEGER NOT NULL, is_new INTEGER NOT NULL, email TEXT NOT NULL UNIQUE, uuid BLOB,
                status INTEGER, created_at INTEGER, valued INTEGER NOT NULL, cleared INTEGER NOT NULL\(columns));
            CREATE TABLE \(lists) (contact INTEGER NOT NULL, list INTEGER NOT NULL, joins INTEGER NOT NULL, PRIMARY KEY (list, contact))
                WITHOUT ROWID;
            CREATE TABLE \(ids) (uuid BLOB PRIMARY KEY, email TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE \(changes) (kind INTEGER NOT NULL, target INTEGER NOT NULL, contact INTEGER NOT NULL, before, after);
            CREATE TABLE \(errors) (seq INTEGER PRIMARY KEY, line INTEGER NOT NULL, reason TEXT NOT NULL, raw BLOB NOT NULL);
            """)
    }

    /// Empties what is not needed any more. Tables cannot go while a loop of the script reads others.
    func clear() throws {
        for table in [rows, lists, ids, changes] { try connection.execute("DELETE FROM \(table)") }
    }

    /// The statement that takes a row in, or lays it over an earlier one of the same address, by the rules of a policy.
    func insert(_ options: ImportOptions, resubscribes: Bool) -> String {
        let names = fields.map { Schema.column($0.id) }
        let columns = names.map { ", " + $0 }.joined()
        let marks = names.map { _ in ", ?" }.joined()
        let insert =
            "INSERT INTO \(rows) (contact, is_new, email, uuid, status, created_at, valued, cleared\(columns)) "
            + "VALUES (?, ?, ?, ?, ?, ?, ?, ?\(marks)) ON CONFLICT (email) DO "
        guard options.existing != .keep else { return insert + "NOTHING" }
        let status =
            resubscribes
            ? "coalesce(excluded.status, status)"
            : "CASE WHEN 0 IN (excluded.status, status) THEN 0 ELSE coalesce(status, excluded.status) END"
        var sets = ["status = \(status)"]
        var differences = ["status IS NOT \(status)"]
        for (index, name) in names.enumerated() {
            let bit = 1 << index
            let after =
                options.existing == .merge
                ? "CASE WHEN excluded.valued & \(bit) THEN excluded.\(name) ELSE \(name) END"
                : "CASE WHEN excluded.valued & \(bit) THEN excluded.\(name) WHEN excluded.cleared & \(bit) THEN NULL ELSE \(name) END"
            sets.append("\(name) = \(after)")
            differences.append("\(name) IS NOT \(after)")
        }
        let clears = options.existing == .replace
        sets.append(clears ? "valued = (valued & ~excluded.cleared) | excluded.valued" : "valued = valued | excluded.valued")
        if clears { sets.append("cleared = (cleared & ~excluded.valued) | excluded.cleared") }
        return insert + "UPDATE SET \(sets.joined(separator: ", ")) WHERE \(differences.joined(separator: " OR "))"
    }
}
