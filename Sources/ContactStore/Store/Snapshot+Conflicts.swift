public import Contacts

extension Snapshot {
    /// What commits since a given one have changed of the contact with an address; empty where nothing has.
    ///
    /// - Parameter wasThere: whether there was a contact with this address then.
    public func changes(of email: EmailAddress, since sequence: Int64, wasThere: Bool) throws -> [Conflict] {
        try store.translating {
            let stored: SQLValue = .text(email.value)
            guard let id = try connection.integer("SELECT id FROM contact WHERE email = ?", [stored]) else {
                return wasThere ? [Conflict(email: email.value, property: nil)] : []
            }
            guard wasThere else { return [Conflict(email: email.value, property: "contact", expected: nil, current: "created since")] }
            let revision = try connection.integer("SELECT revision FROM contact WHERE id = ?", [.integer(id)]) ?? 0
            guard revision > sequence else { return [] }
            let finder = ConflictFinder(connection: connection, catalog: catalog, since: sequence, shape: changes.shape)
            var uuid: UUIDv7?
            try connection.rows("SELECT uuid FROM contact WHERE id = ?", [.integer(id)]) { uuid = UUIDv7(bytes: $0.bytes(0)) }
            return try finder.changes(of: id, email: email.value, id: uuid)
        }
    }

    /// Stages a contact as a saved plan has it; `identity` is what ``PropertyChange`` shows of its creation.
    public func createContact(_ email: EmailAddress, from identity: String) throws -> ContactKey {
        guard let identity = ContactIdentity(identity) else { throw StagingError.noSuchContact }
        return try createContact(email, status: identity.status, id: identity.id, createdAt: identity.createdAt)
    }

    /// A contact as a value; nil where there is none under the key.
    public func contact(_ key: ContactKey) throws -> Contact? {
        guard try exists(key), case .text(let id)? = try value(.id, of: key), let id = UUIDv7(id),
            case .text(let email)? = try value(.email, of: key), case .text(let status)? = try value(.status, of: key),
            case .timestamp(let created)? = try value(.createdAt, of: key), case .timestamp(let updated)? = try value(.updatedAt, of: key)
        else { return nil }
        var contact = Contact(
            id: id, email: EmailAddress(normalised: email), status: SubscriptionStatus(rawValue: status) ?? .unsubscribed,
            createdAt: created, updatedAt: updated)
        for field in catalog.fields { contact.fields[field.tag] = try value(.field(field), of: key) }
        contact.lists = Set(try lists(of: key).map(\.id))
        return contact
    }
}
