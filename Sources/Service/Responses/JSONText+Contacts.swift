import ContactStore
import Contacts
import Formats

/// The API's objects. Source of shapes: the description of the Contacts API, and recorded answers where these overrule it.
extension JSONText {
    mutating func contact(_ contact: ServedContact) {
        raw(#"{"id":"#)
        id(contact.id)
        raw(#","email":"#)
        string(contact.email)
        // An unset field is left out: official clients fail at a null.
        raw(#","fields":"#)
        object { json in
            for (tag, value) in contact.values { json.member(tag) { $0.value(value) } }
        }
        raw(#","list_ids":"#)
        array(contact.lists) { $0.integer($1) }
        contact.isSubscribed ? raw(#","status":"subscribed","created_at":"#) : raw(#","status":"unsubscribed","created_at":"#)
        integer(contact.createdAt.milliseconds)
        raw(#","updated_at":"#)
        integer(contact.updatedAt.milliseconds)
        raw("}")
    }

    mutating func list(_ list: ContactList) {
        object { json in
            json.member("id", list.id)
            json.member("name", list.name)
        }
    }

    mutating func field(_ field: Field) {
        object { json in
            json.member("id", field.id)
            json.member("name", field.name)
            json.member("data_type", field.type.rawValue)
            json.member("merge_tag", field.tag)
        }
    }

    mutating func importJob(_ job: ServedImport) {
        object { json in
            json.member("id", job.id)
            json.member("status", job.status.rawValue)
            guard job.status == .finished else { return }
            json.member("created_contacts_count", Int64(job.createdContacts))
            json.member("updated_contacts_count", Int64(job.updatedContacts))
            json.member("contacts_over_limit_count", Int64(job.contactsOverLimit))
        }
    }

    mutating func exportJob(_ job: ServedExport, url: String?) {
        object { json in
            json.member("id", job.id)
            json.member("created_at") { $0.instant(job.createdAt) }
            json.member("updated_at") { $0.instant(job.updatedAt) }
            json.member("status", job.status.rawValue)
            json.member("url") { json in url.map { json.string($0) } ?? json.raw("null") }
        }
    }

    /// What is known of the mail that led to a suppression, by the API's names.
    private static let messageDetails = [
        "bounce_category", "category", "client_ip", "created_at", "esp_response", "esp_server_type", "outgoing_ip", "recipient_mx_name",
        "sender_email", "subject",
    ]

    mutating func suppression(_ entry: SuppressionEntry) {
        let details = entry.details.flatMap { try? JSONValue(parsing: $0) }
        object { json in
            json.member("id") { $0.id(entry.id) }
            json.member("type", entry.kind.rawValue)
            // To the second, unlike the times of exports.
            json.member("created_at", String(entry.createdAt.description.prefix(19)) + "Z")
            json.member("email", entry.email.value)
            json.member("sending_stream", entry.stream.rawValue)
            json.member("domain_name") { json in entry.domainName.map { json.string($0) } ?? json.raw("null") }
            for name in Self.messageDetails {
                json.member("message_" + name) { $0.json(details?[name] ?? .null) }
            }
        }
    }
}
