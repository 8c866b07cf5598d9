import Formats
import Lunation

/// A contact, for people and as JSON.
enum ContactText {
    static func line(_ contact: Contact, _ style: Style) -> String {
        let fields = contact.fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        let status = contact.status == .subscribed ? "" : style.red(" unsubscribed")
        return contact.email.value + status + (fields.isEmpty ? "" : "  " + style.dim(fields))
    }

    static func json(_ contact: Contact) -> JSONValue {
        var fields = JSONObject()
        for (tag, value) in contact.fields.sorted(by: { $0.key < $1.key }) { fields[tag] = DiffText.json(value) }
        return [
            "id": .string(contact.id.description), "email": .string(contact.email.value), "status": .string(contact.status.rawValue),
            "created_at": .string(contact.createdAt.description), "updated_at": .string(contact.updatedAt.description),
            "fields": .object(fields), "list_ids": .array(contact.lists.sorted().map { .integer($0) }),
        ]
    }
}
