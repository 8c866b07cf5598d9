/// A contact that is no longer as a change set found it.
public struct Conflict: Hashable, Sendable, CustomStringConvertible {
    public let email: String
    /// The property as scripts write it: `fields.plan`, `status`, `list Sunset`; nil where the contact is gone.
    public let property: String?
    /// What the change set was based on; nil for missing.
    public let expected: String?
    public let current: String?

    public init(email: String, property: String?, expected: String? = nil, current: String? = nil) {
        self.email = email
        self.property = property
        self.expected = expected
        self.current = current
    }

    /// `ann@example.com: fields.plan changed from 'free' to 'pro'`.
    public var description: String {
        guard let property else { return "\(email): no longer exists" }
        return "\(email): \(property) changed from \(Self.shown(expected)) to \(Self.shown(current))"
    }

    private static func shown(_ value: String?) -> String { value.map { "'\($0)'" } ?? "nothing" }
}
