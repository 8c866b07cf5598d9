public import Contacts
public import Scheduling

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
    /// When it runs and under which rules, as written; `JobDefinition` makes sense of it.
    public var schedule: [String: JobSetting] = [:]

    public init() {}

    /// What becomes of its events in a live account, where nobody knows whether one has arrived.
    public var eventDelivery: Delivery {
        guard case .text(let word)? = schedule["delivery"] else { return .atLeastOnce }
        return Delivery(rawValue: word) ?? .atLeastOnce
    }

    /// What `JobDefinition` is made from: ``schedule``, and ``timeout``.
    public var settings: [String: JobSetting] {
        var settings = schedule
        if let timeout { settings["timeout"] = .text(timeout.description) }
        return settings
    }
}
