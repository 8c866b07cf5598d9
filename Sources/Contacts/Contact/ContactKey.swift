/// A contact's place in its store: stable for the contact's life and never given to another. Not shown to users.
public struct ContactKey: Hashable, Sendable, Comparable {
    public let rawValue: Int64

    public init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
