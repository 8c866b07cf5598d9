import Contacts

extension ContactStore {
    /// Takes erased contacts out of the bytes of the store's files. A commit with erasures is whole without it; it is for what
    /// the files' unused parts still hold.
    ///
    /// - Parameter waiting: how long others that read the store may keep it waiting, in milliseconds.
    /// - Returns: false where they did: the next use of the store goes on with it.
    public func shred(waiting: Int = 5_000) throws -> Bool {
        let connection = try connect(.run, finishesErasures: false)
        return try translating {
            guard try connection.integer("SELECT value FROM meta WHERE key = 'shred'") != nil else { return true }
            return try SQLiteShredder(connection: connection).shred(waiting: waiting)
        }
    }

    /// Where other contacts mention addresses: the properties as scripts write them, each with how many contacts or events.
    public func mentions(_ scrubber: AddressScrubber) throws -> [(place: String, count: Int)] {
        let connection = try connect(.run)
        return try translating {
            var places: [(String, Int)] = []
            func count(_ place: String, _ table: String, _ column: String) throws {
                var count = 0
                try connection.rows("SELECT \(column) FROM \(table) WHERE instr(\(column), '@') > 0") { row in
                    if scrubber.isMentioned(in: row.bytes(0)) { count += 1 }
                }
                if count > 0 { places.append((place, count)) }
            }
            for field in try Catalog.load(from: connection).fields where field.type == .text {
                try count("fields.\(field.tag)", "contact", Schema.column(field.id))
            }
            try count("unsubscribe reasons", "contact", "reason")
            try count("requests to be sent", "outbox", "body")
            try count("event parameters", "event", "params")
            try count("event keys", "event", "key")
            try count("keys of requests to be sent", "outbox", "key")
            return places
        }
    }
}

extension Snapshot {
    /// The addresses of the contacts whose erasure is staged.
    public func stagedErasures() throws -> [String] {
        guard changes.shape.has(.eraseContact, 0) else { return [] }
        return try store.translating {
            var addresses: [String] = []
            try connection.rows("SELECT DISTINCT after FROM temp.change WHERE kind = 3 AND target = 0") { addresses.append($0.text(0)) }
            return addresses
        }
    }
}
