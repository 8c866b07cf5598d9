extension ContactStore {
    /// Reads one state of the store with several statements.
    func reading<Result>(_ body: (any SQLConnection) throws -> Result) throws -> Result {
        let connection = try connect(.run)
        return try translating {
            try connection.execute(connection.dialect.beginSnapshot)
            let result = try body(connection)
            try connection.execute("COMMIT")
            return result
        }
    }
}
