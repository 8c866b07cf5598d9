public import Contacts

/// What a committed run has left in the store.
public struct RunFootprint: Hashable, Sendable {
    /// The contacts that it has changed, made or taken away.
    public let contacts: [ContactKey]
    /// How many events it has fired.
    public let events: Int
}
