import Contacts

/// Takes out of the store what it holds of erased contacts beside the contacts themselves. Runs inside the commit.
struct Eraser {
    let connection: any SQLConnection
    private let scrubber: AddressScrubber
    private let addresses: [String]

    init(connection: any SQLConnection) throws {
        self.connection = connection
        var addresses: [String] = []
        try connection.rows("SELECT after FROM temp.change WHERE kind = 3 AND target = 0") { addresses.append($0.text(0)) }
        // What they were called before, unless somebody else is called so by now.
        let former = """
            SELECT DISTINCT address FROM (
                SELECT before AS address, contact FROM journal WHERE kind = 4 UNION SELECT after, contact FROM journal WHERE kind = 4)
            WHERE contact IN (SELECT contact FROM temp.change WHERE kind = 3 AND target = 0) AND address NOT IN (SELECT email FROM contact)
            """
        try connection.rows(former) { row in
            let address = row.text(0)
            if !addresses.contains(address) { addresses.append(address) }
        }
        self.addresses = addresses
        scrubber = AddressScrubber(addresses)
    }

    func erase() throws {
        let isErased = "contact IN (SELECT contact FROM temp.change WHERE kind = 3 AND target = 0)"
        for name in try eventNames() {
            try connection.run("DELETE FROM event WHERE name = ? AND \(isErased)", [.integer(name)])
        }
        try TriggerPositions(connection: connection).noteRemovedEvents()
        try connection.execute(
            """
            DELETE FROM crossing WHERE \(isErased);
            DELETE FROM segment_member WHERE \(isErased);
            DELETE FROM retracted_event WHERE \(isErased);
            DELETE FROM membership WHERE \(isErased);
            DELETE FROM journal WHERE \(isErased) AND kind < 20 AND kind <> 3
            """)
        try ErasureMark(connection: connection).add(addresses)
        try dropExchanges()
        try dropWaitingRows()
        // Their files go with the next look at what is over.
        try connection.execute("UPDATE api_export SET expires_at = 0 WHERE status = 'finished'")
        for address in addresses { try connection.run("DELETE FROM suppression WHERE email = ?", [.text(address)]) }
        for column in ["name", "arguments", "summary"] { try scrub("run", column, inKeys: true) }
        // A request that is still to be sent may be the very one that tells others of the erasure.
        try scrub("outbox", "url", where: "status <> 'pending'")
        try scrubEncoded("outbox", "url", where: "status <> 'pending'")
        try scrub("outbox", "error")
        for column in ["name", "error", "arguments", "follows"] { try scrub("job_run", column, inKeys: true) }
        try dropKeys()
        try scrub("state", "value")
        try scrub("segment", "filter")
        for column in ["before", "after"] { try scrubShared(column) }
    }

    func scrub(_ draft: inout RunDraft) {
        draft.name = scrubber.scrubbed(draft.name) ?? draft.name
        draft.arguments = draft.arguments.map { scrubber.scrubbed($0) ?? $0 }
    }

    /// Rows of imports that wait to be carried out, which would bring the contacts back.
    private func dropWaitingRows() throws {
        var changed: [(id: Int64, rows: [StoredImportRow])] = []
        try connection.rows("SELECT id, rows FROM api_import WHERE rows IS NOT NULL") { row in
            guard let rows = StoredImportCoding.rows(row.bytes(1)) else { return }
            let kept = rows.filter { !addresses.contains($0.email) }
            if kept.count < rows.count { changed.append((row.integer(0), kept)) }
        }
        for (id, rows) in changed {
            try connection.run("UPDATE api_import SET rows = ? WHERE id = ?", [.blob(StoredImportCoding.bytes(rows)), .integer(id)])
        }
    }

    /// Keys of requests that are done with, and names that jobs remember under, where they are made from an address: they must stay
    /// different from each other.
    private func dropKeys() throws {
        for (table, condition) in [("outbox", "status NOT IN ('pending', 'sending')"), ("state", "TRUE")] {
            var found: [Int64] = []
            try connection.rows("SELECT id, key FROM \(table) WHERE instr(key, '@') > 0 AND \(condition)") { row in
                if scrubber.scrubbed(row.text(1), inKeys: true) != nil { found.append(row.integer(0)) }
            }
            for id in found {
                try connection.run("UPDATE \(table) SET key = ? WHERE id = ?", [.text("\(AddressScrubber.mark) \(id)"), .integer(id)])
            }
        }
    }

    /// Answers from other systems that mention an address.
    private func dropExchanges() throws {
        var found: [(Int64, Int64)] = []
        let sql = """
            SELECT run, number, replace(url, '%40', '@'), headers, body FROM exchange
            WHERE instr(url, '@') > 0 OR instr(url, '%40') > 0 OR instr(headers, '@') > 0 OR instr(body, '@') > 0
            """
        try connection.rows(sql) { row in
            let isMentioned = (2..<5).contains { scrubber.isMentioned(in: row.bytes($0)) }
            if isMentioned { found.append((row.integer(0), row.integer(1))) }
        }
        for (run, number) in found {
            try connection.run(
                "UPDATE exchange SET url = ?1, headers = NULL, body = ?1 WHERE run = ?2 AND number = ?3",
                [.text(AddressScrubber.mark), .integer(run), .integer(number)])
        }
    }

    private func scrub(_ table: String, _ column: String, where condition: String = "TRUE", inKeys: Bool = false) throws {
        var found: [(Int64, String)] = []
        try connection.rows("SELECT id, \(column) FROM \(table) WHERE instr(\(column), '@') > 0 AND \(condition)") { row in
            if let text = scrubber.scrubbed(row.text(1), inKeys: inKeys) { found.append((row.integer(0), text)) }
        }
        for (id, text) in found { try connection.run("UPDATE \(table) SET \(column) = ? WHERE id = ?", [.text(text), .integer(id)]) }
    }

    /// URLs that have an address as they spell it, `ann%40example.com`.
    private func scrubEncoded(_ table: String, _ column: String, where condition: String) throws {
        var found: [(Int64, String)] = []
        try connection.rows("SELECT id, replace(\(column), '%40', '@') FROM \(table) WHERE instr(\(column), '%40') > 0 AND \(condition)") {
            row in
            if let text = scrubber.scrubbed(row.text(1)) { found.append((row.integer(0), text)) }
        }
        for (id, text) in found { try connection.run("UPDATE \(table) SET \(column) = ? WHERE id = ?", [.text(text), .integer(id)]) }
    }

    /// What journals hold of jobs' memories and of segments.
    private func scrubShared(_ column: String) throws {
        var found: [([SQLValue], String)] = []
        let sql = "SELECT run, kind, target, \(column) FROM journal WHERE kind >= 20 AND contact = 0 AND instr(\(column), '@') > 0"
        try connection.rows(sql) { row in
            if let text = scrubber.scrubbed(row.text(3), inKeys: true) { found.append(((0..<3).map { .integer(row.integer($0)) }, text)) }
        }
        for (place, text) in found {
            try connection.run(
                "UPDATE journal SET \(column) = ? WHERE run = ? AND kind = ? AND target = ? AND contact = 0", [.text(text)] + place)
        }
    }

    private func eventNames() throws -> [Int64] {
        var names: [Int64] = []
        try connection.rows("SELECT id FROM event_name") { names.append($0.integer(0)) }
        return names
    }
}
