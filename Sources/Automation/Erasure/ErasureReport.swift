/// What an erasure did beside the store, and where it has no say.
public struct ErasureReport: Hashable, Sendable {
    /// Files of contacts in the workspace that lost rows, by their path in it.
    public var cleaned: [String: Int] = [:]
    /// Saved plans that spoke of an erased contact, and are removed.
    public var removedPlans: [String] = []
    /// Files that still mention an address and are the user's to change: scripts, settings, anything else.
    public var mentioningFiles: [String] = []
    /// Files that could not be read or written: the store goes on remembering the addresses, and the next command tries again.
    public var failedFiles: [String] = []
    /// Other contacts' properties that mention one, each with how many there are.
    public var mentioningPlaces: [String: Int] = [:]
    /// Whether the store's unused bytes are cleaned by now. Where others read an older state, the next use of the store does it.
    public var isShredded = true
}
