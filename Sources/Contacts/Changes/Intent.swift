/// What a script asks to be done to a contact. It says nothing about how things stand: asking for what is already so is no
/// change at all.
public enum Intent: Hashable, Sendable {
    /// Sets a field; nil clears it.
    case set(Field, Value?)
    case join(ContactList)
    case leave(ContactList)
    /// Withdraws consent; the reason is kept with the contact.
    case unsubscribe(reason: String? = nil)
    /// Raises consent; refused unless the job allows it.
    case resubscribe
    case delete
    /// Deletes for good, with all that journals and events hold of the contact.
    case erase
    case fire(EventDraft)
}
