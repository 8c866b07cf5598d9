public import Contacts

/// An export by the API as it stands.
public struct ServedExport: Hashable, Sendable, Identifiable {
    public enum Status: String, Sendable {
        case created
        case started
        case finished
        case failed
    }

    public let id: Int64
    public let status: Status
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    /// What its link holds beside its number: 43 characters of base64url that nobody can guess. Nil until it is finished, and once the
    /// link is over.
    public let secret: String?
}
