public import Contacts

/// How a request names a contact: by its public id or by its address.
public enum ContactIdentifier: Hashable, Sendable {
    case id(UUIDv7)
    case email(EmailAddress)

    /// Reads what stands in a path, percent signs decoded already; nil for what no contact can be called.
    public init?(_ text: String) {
        if let id = UUIDv7(text) {
            self = .id(id)
        } else if let email = try? EmailAddress(text) {
            self = .email(email)
        } else {
            return nil
        }
    }
}
