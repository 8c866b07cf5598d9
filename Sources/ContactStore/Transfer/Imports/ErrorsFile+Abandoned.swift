import Glibc

extension ErrorsFile {
    /// Removes the files of imports that were killed before their first commit, and whose numbers went to other runs since.
    ///
    /// Runs inside a transaction that may write: no other import is in its first one meanwhile.
    static func removeAbandoned(in folder: String, before run: Int64, on connection: any SQLConnection) throws {
        guard let directory = opendir(folder) else { return }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard let number = number(of: name), number < run else { continue }
            let kinds = [RunKind.importContacts, .importEvents, .importSuppressions].map { "'\($0.rawValue)'" }.joined(separator: ", ")
            let isKnown = try connection.integer("SELECT 1 FROM run WHERE id = ? AND kind IN (\(kinds))", [.integer(number)]) != nil
            if !isKnown { unlink(folder + "/" + name) }
        }
    }

    private static func number(of name: String) -> Int64? {
        guard name.hasPrefix("import-"), let dot = name.lastIndex(of: "."), ["csv", "jsonl"].contains(name[dot...].dropFirst()) else {
            return nil
        }
        // Written as the import writes it: "007" and "-5" are somebody else's.
        let text = name[..<dot].dropFirst("import-".count)
        return Int64(text).flatMap { $0 > 0 && String($0) == text ? $0 : nil }
    }
}
