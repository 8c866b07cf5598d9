public import Contacts

/// What the sending side tells of a mail: one event of a webhook.
public struct Engagement: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case delivered
        case opened
        case clicked
        /// For good: the address is suppressed.
        case bounced
        case softBounced
        /// The address is suppressed.
        case complained
        /// The address is suppressed, and the contact's consent withdrawn.
        case unsubscribed

        /// What the event is called that the contact gets.
        public var eventName: String {
            switch self {
            case .delivered: "EmailDelivered"
            case .opened: "EmailOpened"
            case .clicked: "EmailClicked"
            case .bounced: "EmailBounced"
            case .softBounced: "EmailSoftBounced"
            case .complained: "EmailSpam"
            case .unsubscribed: "EmailUnsubscribed"
            }
        }
    }

    /// The sending side's own id of it: what comes again under the same one counts for nothing.
    public var id: String
    public var kind: Kind
    public var email: EmailAddress
    public var at: Timestamp
    /// What is kept of it with the event, such as `url`, `campaign`, `message_id`.
    public var parameters: EventParameters
    public var stream: SuppressionEntry.Stream
    public var domain: String?

    public init(
        id: String, kind: Kind, email: EmailAddress, at: Timestamp, parameters: EventParameters = .none,
        stream: SuppressionEntry.Stream = .any, domain: String? = nil
    ) {
        self.id = id
        self.kind = kind
        self.email = email
        self.at = at
        self.parameters = parameters
        self.stream = stream
        self.domain = domain
    }
}
