/// A list that contacts can be on.
public struct ContactList: Hashable, Sendable, Identifiable {
    public let id: Int64
    public let name: String

    /// The longest name, in characters.
    public static let maximumNameLength = 255

    public init(id: Int64, name: String) {
        self.id = id
        self.name = name
    }

    /// A list whose name passes the rules of the Contacts API, trimmed.
    public init(validating id: Int64, name: String) throws(Invalid) {
        self.init(id: id, name: try Name.validated(name, attribute: "name", maximum: Self.maximumNameLength))
    }
}
