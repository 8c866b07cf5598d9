import Contacts
import Formats

/// What a contact is apart from its fields and lists, as journals keep it of created and deleted contacts:
/// a JSON array of id, address, status (1 or 0), created and updated in Unix milliseconds.
struct ContactIdentity {
    let id: UUIDv7
    let email: String
    let status: SubscriptionStatus
    let createdAt: Timestamp
    let updatedAt: Timestamp

    init(id: UUIDv7, email: String, status: SubscriptionStatus, createdAt: Timestamp, updatedAt: Timestamp) {
        self.id = id
        self.email = email
        self.status = status
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    init?(_ text: String) {
        guard case .array(let parts) = try? JSONValue(parsing: text), parts.count == 5,
            case .string(let hex) = parts[0], let id = UUIDv7(hex: hex), case .string(let email) = parts[1],
            case .integer(let status) = parts[2], case .integer(let created) = parts[3], case .integer(let updated) = parts[4]
        else { return nil }
        self.init(
            id: id, email: email, status: status == 1 ? .subscribed : .unsubscribed, createdAt: Timestamp(milliseconds: created),
            updatedAt: Timestamp(milliseconds: updated))
    }

    /// The same with consent withdrawn.
    var unsubscribed: ContactIdentity {
        ContactIdentity(id: id, email: email, status: .unsubscribed, createdAt: createdAt, updatedAt: updatedAt)
    }

    var text: String {
        let hex = id.description.filter { $0 != "-" }.uppercased()
        let parts: [JSONValue] = [
            .string(hex), .string(email), .integer(status == .subscribed ? 1 : 0), .integer(createdAt.milliseconds),
            .integer(updatedAt.milliseconds),
        ]
        return (try? JSONValue.array(parts).compact()) ?? "[]"
    }
}

extension UUIDv7 {
    /// Thirty-two hexadecimal digits without hyphens, as SQLite's `hex()` writes a blob.
    init?(hex: String) {
        guard hex.utf8.count == 32 else { return nil }
        var text = ""
        for (index, digit) in hex.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append("-") }
            text.append(digit)
        }
        self.init(text)
    }
}
