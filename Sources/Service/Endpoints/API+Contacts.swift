import Automation
import ContactStore
import Contacts
import Hummingbird

extension API {
    func createContact(_ exchange: Exchange) async throws -> Answer {
        let body = try ContactBody(wrapped: JSONBody.object(try await bytes(exchange)))
        let email = try body.requiredEmail()
        if body.isUnsubscribed == true { return try await createUnsubscribed(email, body) }
        var creation = ContactCreation(email: email, values: body.values, lists: body.lists + body.listsIncluded)
        creation.problems = body.problems
        let contact = try await writer.create(creation)
        return Self.answer(contact, status: .created)
    }

    /// Somebody who is to be there without consent never is there with it, not even for a moment: an update that creates does both.
    private func createUnsubscribed(_ email: String, _ body: ContactBody) async throws -> Answer {
        var errors = ValidationErrors(body.problems)
        guard let address = errors.address(email) else { throw APIFailure.invalid(errors) }
        if try reader.contact(.email(address)) != nil { throw APIFailure.invalid("email", "has already been taken") }
        var update = ContactUpdate(
            email: email, values: body.values, listsIncluded: body.lists + body.listsIncluded, isUnsubscribed: true)
        update.problems = body.problems
        return Self.answer(try await writer.update(.email(address), update).contact, status: .created)
    }

    func contact(_ exchange: Exchange) async throws -> Answer {
        switch exchange.request.method {
        case .delete:
            guard let identifier = exchange.contact else { throw APIFailure.contactNotFound }
            do {
                try await writer.delete(identifier)
            } catch ServedError.notFound {
                throw APIFailure.contactNotFound
            }
            return .noContent
        case .patch, .put: return try await updateContact(exchange)
        default:
            guard let identifier = exchange.contact, let contact = try reader.contact(identifier) else { throw APIFailure.notFound }
            return Self.answer(contact)
        }
    }

    private func updateContact(_ exchange: Exchange) async throws -> Answer {
        let body = try ContactBody(wrapped: JSONBody.object(try await bytes(exchange)))
        guard let identifier = exchange.contact else {
            // What looks like an address is to become one, and cannot.
            let isAddress = PercentEncoding.decoded(exchange.path.identifier)?.contains("@") ?? false
            throw isAddress ? APIFailure.invalid("email", "is invalid") : .notFound
        }
        var update = ContactUpdate(
            email: body.email, values: body.values, listsIncluded: body.listsIncluded, listsExcluded: body.listsExcluded,
            isUnsubscribed: body.isUnsubscribed)
        update.problems = body.problems
        let (isCreated, contact) = try await writer.update(identifier, update)
        return .json { json in
            isCreated ? json.raw(#"{"action":"created","data":"#) : json.raw(#"{"action":"updated","data":"#)
            json.contact(contact)
            json.raw("}")
        }
    }

    func fireEvent(_ exchange: Exchange) async throws -> Answer {
        let bytes = try await bytes(exchange)
        guard let identifier = exchange.contact, let contact = try reader.contact(identifier) else { throw APIFailure.notFound }
        let body = try EventBody(JSONBody.object(bytes))
        try await writer.fire(body.draft, at: .id(contact.id))
        return .json(.created) { json in
            json.object { json in
                json.member("contact_id") { $0.id(contact.id) }
                json.member("contact_email", contact.email)
                json.member("name", body.name)
                json.member("params") { json in body.parameters.map { json.json($0) } ?? json.raw("{}") }
            }
        }
    }

    func bytes(_ exchange: Exchange) async throws -> ByteBuffer {
        try await JSONBody.bytes(of: exchange.request, limit: settings.limit(of: exchange.path.route))
    }

    private static func answer(_ contact: ServedContact, status: HTTPResponse.Status = .ok) -> Answer {
        .json(status) { json in
            json.raw(#"{"data":"#)
            json.contact(contact)
            json.raw("}")
        }
    }
}
