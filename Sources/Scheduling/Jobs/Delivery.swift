/// What becomes of what a run sends out, where nobody knows whether it has arrived.
public enum Delivery: String, Sendable, CaseIterable {
    /// It is sent again.
    case atLeastOnce = "at_least_once"
    /// It is not.
    case atMostOnce = "at_most_once"
}
