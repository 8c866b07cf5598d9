/// A script whose job cannot be read, and so is not played.
public struct BrokenScript: Hashable, Sendable {
    public let path: String
    public let error: String
}
