extension TemporaryWorkspace {
    /// What a script prints in a workspace of its own.
    static func output(_ source: String) throws -> String {
        let fixture = try TemporaryWorkspace()
        try fixture.plan(source)
        return fixture.printed.joined(separator: "\n")
    }

    /// The message of a script's failure in a workspace of its own.
    static func message(_ source: String) throws -> String? { try TemporaryWorkspace().message(source) }
}
