/// Something that a contact did or that was fired at it.
public struct Event: Hashable, Sendable {
    public let contact: ContactKey
    public let name: String
    public let at: Timestamp
    public let parameters: EventParameters
    public let key: String?

    public init(contact: ContactKey, name: String, at: Timestamp, parameters: EventParameters = .none, key: String? = nil) {
        self.contact = contact
        self.name = name
        self.at = at
        self.parameters = parameters
        self.key = key
    }
}
