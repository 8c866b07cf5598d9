/// An event as it is asked for: not yet somebody's.
public struct EventDraft: Hashable, Sendable {
    public let name: String
    public let parameters: EventParameters
    /// Makes the event fire once for ever per contact and name; nil lets it fire again.
    public let key: String?
    /// When it happened; nil means the run's now.
    public let at: Timestamp?

    /// The longest name and key, in characters.
    public static let maximumNameLength = 255

    public init(name: String, parameters: EventParameters = .none, key: String? = nil, at: Timestamp? = nil) throws(Invalid) {
        self.name = try Name.validated(name, attribute: "name", maximum: Self.maximumNameLength)
        self.parameters = parameters
        if let key {
            guard !key.isEmpty else { throw .blank("key") }
            guard key.utf8.count <= Self.maximumNameLength || key.count <= Self.maximumNameLength else {
                throw .tooLong("key", Self.maximumNameLength)
            }
        }
        self.key = key
        self.at = at
    }
}
