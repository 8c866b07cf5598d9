public import Contacts

/// An import by the API as it stands.
public struct ServedImport: Hashable, Sendable, Identifiable {
    public enum Status: String, Sendable {
        case created
        case started
        case finished
        case failed
    }

    public let id: Int64
    public let status: Status
    public let createdContacts: Int
    public let updatedContacts: Int
    /// Contacts past what the account may hold, of which the served API knows no limit: always 0.
    public var contactsOverLimit: Int { 0 }
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    /// The run that it is recorded as, once it is finished.
    public let run: Int64?
}
