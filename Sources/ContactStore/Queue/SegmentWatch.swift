public import Contacts

/// Finds who has come into segments and who has left them since it looked last, and writes that down in the log of crossings: each
/// crossing once, whoever looks, and however often.
public struct SegmentWatch: Sendable {
    private let store: ContactStore

    public init(store: ContactStore) {
        self.store = store
    }

    /// Looks at segments as they are at an instant. Answers how many contacts have crossed.
    ///
    /// A segment that is looked at for the first time, or that was defined anew, is taken as it is: nobody has crossed it then.
    public func look(at names: Set<String>, clock: LogicalClock) throws -> Int {
        guard !names.isEmpty else { return 0 }
        let snapshot = try store.snapshot(clock: clock)
        return try store.translating {
            let connection = snapshot.connection
            try connection.execute(
                "CREATE TEMP TABLE IF NOT EXISTS matching (segment TEXT, contact INTEGER, PRIMARY KEY (segment, contact)) WITHOUT ROWID")
            var definitions: [String: String] = [:]
            for name in names.sorted() {
                guard let definition = definition(of: name, snapshot) else { continue }
                definitions[name] = definition
                let matches = try snapshot.compiler.select("?, c.id", ContactQuery(.segment(name)))
                try connection.run("INSERT INTO temp.matching \(matches.text)", [.text(name)] + matches.values)
            }
            // What is written goes by what was read, which others may have changed by now: that is seen the next time.
            try connection.execute("COMMIT")
            return try connection.transaction { try write(definitions, clock.now, connection) }
        }
    }

    /// What a segment means, with the segments that it is made of; nil where there is none of the name.
    private func definition(of name: String, _ snapshot: Snapshot) -> String? {
        let coding = FilterCoding(catalog: snapshot.catalog)
        var names = [name]
        var texts: [String] = []
        while let next = names.popLast() {
            guard let segment = snapshot.catalog.segment(named: next) else { return nil }
            texts.append("\(next)=\(coding.text(segment.filter))")
            // Segments that use themselves are refused where they are defined.
            names += segment.filter.segments.sorted()
        }
        return texts.joined(separator: ";")
    }

    private func write(_ definitions: [String: String], _ now: Timestamp, _ connection: any SQLConnection) throws -> Int {
        var known: [String: String] = [:]
        try connection.rows("SELECT segment, filter FROM segment_watch") { known[$0.text(0)] = $0.text(1) }
        var crossed = 0
        for (name, definition) in definitions.sorted(by: { $0.key < $1.key }) {
            let values: [SQLValue] = [.text(name), .integer(now.milliseconds)]
            if known[name] == definition {
                try connection.run(
                    """
                    INSERT INTO crossing (segment, contact, enters, at)
                    SELECT ?1, contact, 1, ?2 FROM temp.matching m WHERE segment = ?1
                    AND NOT EXISTS (SELECT 1 FROM segment_member s WHERE s.segment = ?1 AND s.contact = m.contact) ORDER BY contact
                    """, values)
                crossed += connection.changedRows
                // A contact that is gone has not left a segment.
                try connection.run(
                    """
                    INSERT INTO crossing (segment, contact, enters, at)
                    SELECT ?1, contact, 0, ?2 FROM segment_member s WHERE segment = ?1
                    AND NOT EXISTS (SELECT 1 FROM temp.matching m WHERE m.segment = ?1 AND m.contact = s.contact)
                    AND EXISTS (SELECT 1 FROM contact c WHERE c.id = s.contact) ORDER BY contact
                    """, values)
                crossed += connection.changedRows
            } else {
                try connection.run("DELETE FROM segment_member WHERE segment = ?", [.text(name)])
                try connection.run(
                    "INSERT OR REPLACE INTO segment_watch (segment, filter, at) VALUES (?, ?, ?)",
                    [.text(name), .text(definition), .integer(now.milliseconds)])
            }
            try connection.run(
                """
                DELETE FROM segment_member WHERE segment = ?1
                AND NOT EXISTS (SELECT 1 FROM temp.matching m WHERE m.segment = ?1 AND m.contact = segment_member.contact)
                """, [.text(name)])
            try connection.run(
                "INSERT OR IGNORE INTO segment_member (segment, contact) SELECT segment, contact FROM temp.matching WHERE segment = ?",
                [.text(name)])
        }
        return crossed
    }
}
