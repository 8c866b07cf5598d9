import Formats

/// The mark in `meta` that an erasure is committed and not finished: the addresses, as a JSON array, until they are out of the files
/// beside the store, and 1 while the store's own bytes are still to be cleaned.
struct ErasureMark {
    let connection: any SQLConnection

    /// Nil where nothing is unfinished; no addresses where only the bytes are.
    func addresses() throws -> [String]? {
        guard let mark = try stored() else { return nil }
        return try JSONValue(parsing: mark).arrayValue?.compactMap(\.stringValue) ?? []
    }

    /// Notes an erasure, beside one that is unfinished already.
    func add(_ addresses: [String]) throws {
        let all = Set(try self.addresses() ?? []).union(addresses).sorted()
        try connection.run(
            "INSERT OR REPLACE INTO meta VALUES ('shred', ?)", [.text(try JSONValue.array(all.map { .string($0) }).compact())])
    }

    /// Notes that the files are done with, unless another erasure has come meanwhile.
    func dropAddresses(_ addresses: [String]) throws {
        guard let mark = try stored(), Set(try self.addresses() ?? []).isSubset(of: addresses) else { return }
        // Only what was read: another process may note an erasure of its own between.
        try connection.run("UPDATE meta SET value = 1 WHERE key = 'shred' AND CAST(value AS TEXT) = ?", [.text(mark)])
    }

    private func stored() throws -> String? {
        var mark: String?
        try connection.rows("SELECT CAST(value AS TEXT) FROM meta WHERE key = 'shred'") { mark = $0.text(0) }
        return mark
    }
}
