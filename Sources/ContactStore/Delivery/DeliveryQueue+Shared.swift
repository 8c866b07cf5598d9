public import Contacts

/// Lists and fields: what is queued of them is that they are to be in the account as they are here.
extension DeliveryQueue {
    /// The lists and fields that are queued, in the order in which they can be told: first what goes, then other names, then what
    /// comes.
    public func sharedChanges() throws -> [DeliverySharedChange] {
        try store.translating {
            var targets: [DeliveryTarget] = []
            try connection.cachedRows(
                "SELECT step, target FROM delivery WHERE contact = 0 AND state < 2 GROUP BY step, target ORDER BY min(id)"
            ) { row in
                let id = row.integer(1)
                targets.append(row.integer(0) == DeliveryStep.list.rawValue ? .list(id) : .field(id))
            }
            return try targets.map { try sharedChange($0) }.enumerated()
                .sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
        }
    }

    /// A list or a field as it is here and as the account has it.
    public func sharedChange(_ target: DeliveryTarget) throws -> DeliverySharedChange {
        try store.translating {
            var local: (name: String, tag: String?, type: ValueType?)?
            var remote: (id: Int64, name: String, tag: String?)?
            switch target {
            case .list(let id):
                try connection.cachedRows("SELECT name FROM list WHERE id = ?", [.integer(id)]) { local = ($0.text(0), nil, nil) }
                try connection.cachedRows("SELECT remote, name FROM remote_list WHERE list = ?", [.integer(id)]) {
                    remote = ($0.integer(0), $0.text(1), nil)
                }
            case .field(let id):
                try connection.cachedRows("SELECT name, tag, type FROM field WHERE id = ?", [.integer(id)]) {
                    local = ($0.text(0), $0.text(1), ValueType(rawValue: $0.text(2)))
                }
                try connection.cachedRows("SELECT remote, name, tag FROM remote_field WHERE field = ?", [.integer(id)]) {
                    remote = ($0.integer(0), $0.text(1), $0.text(2))
                }
            }
            return DeliverySharedChange(
                target: target, name: local?.name, tag: local?.tag, type: local?.type, remote: remote?.id, remoteName: remote?.name,
                remoteTag: remote?.tag)
        }
    }

    /// Notes that a call for a list or a field goes out, which is queued from then on if it was not.
    ///
    /// - Parameter name: under which it is made in the account, where it is: by it is found again what was made and never told.
    public func claim(_ target: DeliveryTarget, making name: String?) throws {
        try beforeWrite()
        try store.translating {
            try connection.transaction {
                let (step, id) = target.stored
                let values: [SQLValue] = [.integer(step.rawValue), .integer(id)]
                try connection.run("DELETE FROM delivery WHERE contact = 0 AND step = ? AND target = ? AND state = 3", values)
                try connection.run(
                    """
                    INSERT INTO delivery (run, contact, step, target) SELECT 0, 0, ?1, ?2
                    WHERE NOT EXISTS (SELECT 1 FROM delivery WHERE contact = 0 AND step = ?1 AND target = ?2 AND state < 2)
                    """, values)
                try connection.run(
                    "UPDATE delivery SET state = 1, new_email = coalesce(?, new_email) WHERE state < 2 AND \(rows(of: target))",
                    [name.map { .text($0) } ?? .null])
            }
        }
    }

    /// The name under which a list or a field may have been made in the account by a call that never told.
    public func madeName(_ target: DeliveryTarget) throws -> String? {
        try store.translating {
            var name: String?
            let sql = "SELECT new_email FROM delivery WHERE new_email IS NOT NULL AND state < 2 AND \(rows(of: target))"
            try connection.cachedRows(sql) { name = $0.text(0) }
            return name
        }
    }

    /// Ties a list or a field to what the account has, or unties it where the account has it no more.
    public func tie(_ target: DeliveryTarget, remote: Int64?, name: String = "", tag: String = "", type: String = "") throws {
        try beforeWrite()
        try store.translating {
            try connection.transaction {
                switch (target, remote) {
                case (.list(let id), let remote?):
                    try connection.run(
                        "INSERT OR REPLACE INTO remote_list (list, remote, name) VALUES (?, ?, ?)",
                        [.integer(id), .integer(remote), .text(name)])
                case (.list(let id), nil): try connection.run("DELETE FROM remote_list WHERE list = ?", [.integer(id)])
                case (.field(let id), let remote?):
                    try connection.run(
                        "INSERT OR REPLACE INTO remote_field (field, remote, name, tag, type) VALUES (?, ?, ?, ?, ?)",
                        [.integer(id), .integer(remote), .text(name), .text(tag), .text(type)])
                case (.field(let id), nil): try connection.run("DELETE FROM remote_field WHERE field = ?", [.integer(id)])
                }
            }
        }
    }

    /// Whether the account's list or field of a number is tied to another one here.
    public func isTied(_ remote: Int64, to target: DeliveryTarget) throws -> Bool {
        try store.translating {
            switch target {
            case .list(let id):
                try connection.integer("SELECT 1 FROM remote_list WHERE remote = ? AND list <> ?", [.integer(remote), .integer(id)]) != nil
            case .field(let id):
                try connection.integer("SELECT 1 FROM remote_field WHERE remote = ? AND field <> ?", [.integer(remote), .integer(id)])
                    != nil
            }
        }
    }

    /// Whether a name is that of another list in the account, which is to have another one.
    public func isLeft(_ name: String, by list: Int64) throws -> Bool {
        try store.translating {
            let sql = "SELECT 1 FROM remote_list r JOIN list l ON l.id = r.list WHERE r.name = ?1 AND r.list <> ?2 AND l.name <> ?1"
            return try connection.integer(sql, [.text(name), .integer(list)]) != nil
        }
    }

    /// Writes down what became of a list or a field.
    public func settle(_ target: DeliveryTarget, _ outcome: DeliveryOutcome, at now: Timestamp) throws {
        try beforeWrite()
        try store.translating {
            try connection.transaction {
                try set(outcome, now, where: SQLFragment("state < 2 AND \(rows(of: target))"))
            }
        }
    }

    private func rows(of target: DeliveryTarget) -> String {
        let (step, id) = target.stored
        return "contact = 0 AND step = \(step.rawValue) AND target = \(id)"
    }

    private func rank(_ change: DeliverySharedChange) -> Int { change.name == nil ? 0 : change.remote == nil ? 2 : 1 }
}
