import Contacts

extension Snapshot {
    /// What a job remembers under a key, as JSON text; nil where it remembers nothing. What is staged is seen.
    public func state(of job: String, key: String) throws -> String? {
        try store.translating {
            let number = StateEntry.number(job: job, key: key)
            if let staged = try changes.staged(.state, number, ContactKey(0)) { return Self.entry(staged)?.value }
            return Self.entry(try storedState(number))?.value
        }
    }

    /// The keys that a job remembers something under, sorted. What is staged is seen.
    public func stateKeys(of job: String) throws -> [String] {
        try store.translating {
            var keys: Set<String> = []
            try connection.rows("SELECT key FROM state WHERE job = ?", [.text(job)]) { keys.insert($0.text(0)) }
            guard changes.shape.hasAny(.state) else { return keys.sorted() }
            try connection.rows("SELECT before, after FROM temp.change WHERE kind = \(ChangeKind.state.rawValue)") { row in
                if let gone = StateEntry(row.text(0)), gone.job == job { keys.remove(gone.key) }
                if let kept = StateEntry(row.text(1)), kept.job == job { keys.insert(kept.key) }
            }
            return keys.sorted()
        }
    }

    /// Stages that a job remembers a value, JSON text, under a key; nil forgets it.
    public func setState(of job: String, key: String, to value: String?) throws {
        try store.translating {
            let number = StateEntry.number(job: job, key: key)
            let after: SQLValue = value.map { .text(StateEntry(job: job, key: key, value: $0).text) } ?? .null
            try changes.stage(.state, number, ContactKey(0), after: after) { try storedState(number) }
        }
    }

    func storedState(_ number: Int64) throws -> SQLValue {
        var stored = SQLValue.null
        try connection.rows("SELECT job, key, value FROM state WHERE id = ?", [.integer(number)]) { row in
            stored = .text(StateEntry(job: row.text(0), key: row.text(1), value: row.text(2)).text)
        }
        return stored
    }

    private static func entry(_ value: SQLValue) -> StateEntry? {
        if case .text(let text) = value { StateEntry(text) } else { nil }
    }
}
