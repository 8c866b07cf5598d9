import Contacts

/// Stages events one by one, as loops fire them: one statement that looks for the key and inserts, bound without detours.
final class EventStager {
    private let connection: any SQLConnection
    private let statement: any SQLStatement
    /// Most loops fire the same parameters again and again.
    private var parameters = EventParameters.none
    private var text = SQLValue.null

    init(_ connection: any SQLConnection) throws {
        self.connection = connection
        statement = try connection.prepare(
            """
            INSERT OR IGNORE INTO temp.new_event (contact, name, at, key, params)
            SELECT ?1, ?2, ?3, ?4, ?5 WHERE ?4 IS NULL
                OR NOT EXISTS (SELECT 1 FROM event WHERE contact = ?1 AND name = ?2 AND key = ?4)
            """)
    }

    /// Answers whether the event will fire: not where its key has fired before, for ever or in this run.
    func insert(_ event: EventDraft, name: Int64, at contact: ContactKey, now: Timestamp) throws -> Bool {
        if event.parameters != parameters {
            text = EventCoding.stored(event.parameters)
            parameters = event.parameters
        }
        try statement.bind(1, contact.rawValue)
        try statement.bind(2, name)
        try statement.bind(3, (event.at ?? now).milliseconds)
        if let key = event.key { try statement.bind(4, .text(key)) } else { try statement.bindNull(4) }
        try statement.bind(5, text)
        defer { statement.reset() }
        _ = try statement.step()
        return connection.changedRows > 0
    }
}
