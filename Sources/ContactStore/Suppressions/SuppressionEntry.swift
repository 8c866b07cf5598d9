public import Contacts

/// One reason for which the sending side blocks an address: there may be several of an address, for each domain and stream.
public struct SuppressionEntry: Hashable, Sendable, Identifiable {
    public enum Kind: String, Sendable, CaseIterable {
        case hardBounce = "hard bounce"
        case unsubscription
        case spamComplaint = "spam complaint"
        case manualImport = "manual import"
    }

    public enum Stream: String, Sendable, CaseIterable {
        case transactional
        case bulk
        case any
    }

    public let id: UUIDv7
    public let email: EmailAddress
    public let kind: Kind
    public let stream: Stream
    public let domainID: Int64?
    public let domainName: String?
    public let createdAt: Timestamp
    /// A JSON object of what is known of the mail, by the API's own names without `message_`; nil where nothing is.
    public let details: String?

    public init(
        id: UUIDv7, email: EmailAddress, kind: Kind, stream: Stream, domainID: Int64? = nil, domainName: String? = nil,
        createdAt: Timestamp, details: String? = nil
    ) {
        self.id = id
        self.email = email
        self.kind = kind
        self.stream = stream
        self.domainID = domainID
        self.domainName = domainName
        self.createdAt = createdAt
        self.details = details
    }
}
