import Contacts

extension Snapshot {
    /// The staged changes of lists, fields and memories, but for creations.
    public func sharedChanges() throws -> [SharedChange] {
        guard !changes.shape.isEmpty else { return [] }
        return try store.translating {
            var found: [SharedChange] = []
            func count(_ kind: ChangeKind, _ target: Int64) throws -> Int {
                let sql = "SELECT count(*) FROM temp.change WHERE kind = ? AND target = ? AND after IS NOT 1"
                return Int(try connection.integer(sql, [.integer(kind.rawValue), .integer(target)]) ?? 0)
            }
            let sql = "SELECT kind, target, before, after FROM temp.change WHERE kind >= 20 AND contact = 0 ORDER BY kind, target"
            try connection.rows(sql) { row in
                let target = row.integer(1)
                switch ChangeKind(rawValue: row.integer(0)) {
                case .createList where row.isNull(3): found.append(.dropList(name: row.text(2), contacts: try count(.list, target)))
                case .createField where row.isNull(3):
                    found.append(.dropField(tag: catalog.tag(ofField: target), contacts: try count(.field, target)))
                case .renameList: found.append(.renameList(from: row.text(2), to: row.text(3)))
                case .state:
                    guard let entry = StateEntry(row.text(3)) ?? StateEntry(row.text(2)) else { return }
                    let before = StateEntry(row.text(2))?.value
                    found.append(.remember(job: entry.job, key: entry.key, before: before, value: row.isNull(3) ? nil : entry.value))
                default: return
                }
            }
            return found
        }
    }
}
