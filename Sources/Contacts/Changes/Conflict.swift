/// A contact that is no longer as a change set found it.
public struct Conflict: Hashable, Sendable, CustomStringConvertible {
    /// Its address; of what is no contact its name, as in `list Sunset`.
    public let email: String
    /// Its public id, where it is known.
    public let id: UUIDv7?
    /// The property as scripts write it: `fields.plan`, `status`, `list Sunset`; nil where the contact is gone.
    public let property: String?
    /// What the change set was based on; nil for missing.
    public let expected: String?
    public let current: String?

    public init(email: String, id: UUIDv7? = nil, property: String?, expected: String? = nil, current: String? = nil) {
        self.email = email
        self.id = id
        self.property = property
        self.expected = expected
        self.current = current
    }

    /// Without contact data: `contact 019283a2-…: fields.plan has changed`.
    public var description: String { words(showingData: false) }

    /// In full: `ann@example.com: fields.plan changed from 'free' to 'pro'`.
    public func words(showingData: Bool) -> String {
        let subject = showingData ? email : AddressMask.masked(subject)
        guard let property else { return "\(subject): no longer exists" }
        guard showingData || !holdsData else { return "\(subject): \(property) has changed" }
        return "\(subject): \(property) changed from \(Self.shown(expected)) to \(Self.shown(current))"
    }

    /// Whether it is about a contact.
    public var isOfContact: Bool { id != nil || email.contains("@") || email == Self.deleted }

    /// What a contact is called that is gone.
    public static let deleted = "a deleted contact"

    private var subject: String {
        if let id { return "contact \(id)" }
        return email.contains("@") ? "contact \(AddressMask.mark)" : email
    }

    /// Fields, reasons and what jobs remember hold what people have typed; consent, lists and definitions do not.
    private var holdsData: Bool {
        guard let property else { return false }
        return property == "reason" || ["email", "fields.", "state."].contains { property.hasPrefix($0) }
    }

    private static func shown(_ value: String?) -> String { value.map { "'\($0)'" } ?? "nothing" }
}
