/// What became of an ``Engagement``.
public enum EngagementOutcome: Hashable, Sendable {
    /// The contact has the event.
    case recorded
    /// No contact has the address; where it is to be suppressed, it is.
    case unknownAddress
    /// It has been told before.
    case repeated
}
