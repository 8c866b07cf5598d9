import Contacts

extension ContactStore {
    /// Takes erased contacts out of the bytes of the store's files. A commit with erasures is whole without it; it is for what
    /// the files' unused parts still hold.
    ///
    /// - Parameters:
    ///   - addresses: whom the files beside the store do not mention any more.
    ///   - waiting: how long others that read the store may keep it waiting, in milliseconds.
    /// - Returns: false where they did: the next use of the store goes on with it.
    public func shred(_ addresses: [String], waiting: Int = 5_000) throws -> Bool {
        let connection = try connect(.run, finishesErasures: false)
        return try translating { try finishErasure(of: addresses, waiting: waiting, on: connection) }
    }

    /// Goes on with an erasure that a crash or a reader has kept from its end. What keeps it again leaves it to the next use of the
    /// store, and this one to its own business.
    func resumeErasure(on connection: any SQLConnection) {
        guard let addresses = try? ErasureMark(connection: connection).addresses() else { return }
        if !addresses.isEmpty, (try? erasesFiles(addresses)) == nil { return }
        _ = try? finishErasure(of: addresses, waiting: 0, on: connection)
    }

    private func finishErasure(of addresses: [String], waiting: Int, on connection: any SQLConnection) throws -> Bool {
        let mark = ErasureMark(connection: connection)
        guard try mark.addresses() != nil else { return true }
        try mark.dropAddresses(addresses)
        guard try mark.addresses()?.isEmpty ?? true else { return false }
        return try SQLiteShredder(connection: connection).shred(waiting: waiting)
    }

    /// Where other contacts mention addresses: the properties as scripts write them, each with how many contacts or events.
    public func mentions(_ scrubber: AddressScrubber) throws -> [(place: String, count: Int)] {
        let connection = try connect(.run, finishesErasures: false)
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
