import ContactStore

/// A call for one contact.
enum DeliveryCall: Sendable {
    case update(String, ContactUpdate)
    case delete(String)
    case event(String, EventRequest)

    func send(by channel: any DeliveryChannel) async -> CallError? {
        do throws(CallError) {
            switch self {
            case .update(let email, let update): _ = try await channel.updateContact(email, update)
            case .delete(let email): _ = try await channel.deleteContact(email)
            case .event(let email, let event): _ = try await channel.postEvent(email, event)
            }
            return nil
        } catch {
            return error
        }
    }
}
