/// Two jobs that changed the same contacts on the same days.
public struct JobCollision: Hashable, Sendable {
    /// Their names, in the order of the alphabet.
    public let first: String
    public let second: String
    /// How many contacts, day by day.
    public let contacts: Int
    /// On how many days.
    public let days: Int
}
