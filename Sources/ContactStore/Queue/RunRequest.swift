public import Contacts

/// A run that somebody asks for: of which script, when, and with what.
public struct RunRequest: Sendable {
    /// The script's path in the workspace.
    public var script: String
    /// The script's text, and its SHA-256.
    public var source: [UInt8]
    public var hash: String
    /// When it may start; nil for now.
    public var dueAt: Timestamp?
    /// Nil for the job's, where the script is one.
    public var priority: Int?
    /// What `--set` gave, as a JSON object of texts.
    public var arguments: String?

    public init(
        script: String, source: [UInt8], hash: String, dueAt: Timestamp? = nil, priority: Int? = nil, arguments: String? = nil
    ) {
        self.script = script
        self.source = source
        self.hash = hash
        self.dueAt = dueAt
        self.priority = priority
        self.arguments = arguments
    }
}
