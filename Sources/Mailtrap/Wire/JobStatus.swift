/// How far an import or export of the Contacts API is.
public enum JobStatus: String, Sendable, CaseIterable {
    case created
    case started
    case finished
    /// Of imports alone, in the specification.
    case failed

    public var isPending: Bool { self == .created || self == .started }

    /// A status by its word; one that is not known is taken as started, and asked for again.
    init(word: String) { self = JobStatus(rawValue: word.lowercased()) ?? .started }
}
