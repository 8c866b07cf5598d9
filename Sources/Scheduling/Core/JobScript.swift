/// A script of the workspace as it was found: with a job, or broken.
public struct JobScript: Sendable {
    public enum Content: Sendable {
        case job(JobDefinition, hash: String, source: [UInt8])
        /// Why it cannot be read, in one line.
        case broken(String)
    }

    /// Its path in the workspace.
    public let path: String
    public let content: Content

    public init(path: String, content: Content) {
        self.path = path
        self.content = content
    }
}
