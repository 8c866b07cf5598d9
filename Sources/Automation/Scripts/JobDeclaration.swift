public import Contacts

/// What a script's `job { … }` says: pure data, read before the rest of the script runs.
public struct JobDeclaration: Sendable {
    public var name: String?
    public var changeGuard = ChangeGuard()
    /// How long one run may take.
    public var timeout: Span?
    /// Arguments that `--set` may give, with their defaults, whose types they keep.
    public var arguments: [String: Value] = [:]
    /// What is refused unless it is named here: `resubscribe`.
    public var allowed: Set<String> = []
    /// When it runs, as written; the scheduler reads it.
    public var schedule: [String: String] = [:]

    public init() {}
}
