/// A filter that is stored under a name, so that scripts share one meaning of it.
public struct Segment: Hashable, Sendable, Identifiable {
    public let id: Int64
    public let name: String
    public let filter: Filter

    /// The longest name, in characters.
    public static let maximumNameLength = 255

    public init(id: Int64, name: String, filter: Filter) {
        self.id = id
        self.name = name
        self.filter = filter
    }

    /// A segment whose name passes the rules that lists' names pass, trimmed.
    public init(validating id: Int64, name: String, filter: Filter) throws(Invalid) {
        self.init(id: id, name: try Name.validated(name, attribute: "name", maximum: Self.maximumNameLength), filter: filter)
    }
}
