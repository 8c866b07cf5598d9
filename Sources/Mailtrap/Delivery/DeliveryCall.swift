import ContactStore

/// A call for one contact.
enum DeliveryCall: Sendable {
    case update(String, ContactUpdate)
    /// The same where it may have been sent before, and the contact may have its new address already.
    case updateAgain(String, ContactUpdate)
    case delete([String])
    case event(String, EventRequest)

    func send(by channel: any DeliveryChannel) async -> CallError? {
        do throws(CallError) {
            switch self {
            case .update(let email, let update): _ = try await channel.updateContact(email, update)
            case .updateAgain(let email, let update):
                let known = try await channel.contact(email) == nil ? update.email : email
                _ = try await channel.updateContact(known, update)
            case .delete(let emails): for email in emails { _ = try await channel.deleteContact(email) }
            case .event(let email, let event): _ = try await channel.postEvent(email, event)
            }
            return nil
        } catch {
            return error
        }
    }
}
