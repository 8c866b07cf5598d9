/// What a change is about. The raw values are stored in journals: add, never renumber.
public enum ChangeKind: Int64, Sendable, CaseIterable {
    /// A contact comes to be; its values follow as changes from nothing.
    case createContact = 1
    /// A contact ceases to be; its values go before it as changes to nothing.
    case deleteContact = 2
    /// A contact is deleted for good: what journals, events and files hold of it goes too, and no undo brings it back.
    case eraseContact = 3
    /// The address: before and after are texts.
    case email = 4
    /// The status: before and after are 1 (subscribed) or 0.
    case status = 5
    /// A field's value; the target is the field's id.
    case field = 6
    /// Membership of a list: before and after are 1 (on it) or 0; the target is the list's id.
    case list = 7
    /// Why consent was withdrawn, a text.
    case reason = 8
    /// A list comes to be; the target is its id, after is its name. The other way round it ceases to be.
    case createList = 20
    /// A list's name; the target is its id.
    case renameList = 21
    /// A field comes to be; the target is its id, after is its definition. The other way round it ceases to be.
    case createField = 30
    /// A field's name and merge tag; the target is its id, before and after are definitions.
    case renameField = 31
    /// A value that a job remembers; the target is its number, before and after are JSON objects of job, key and value.
    case state = 40
    /// A stored filter; the target is its number, before and after are JSON objects of name and filter.
    case segment = 41

    /// Whether the change is one of a contact, not of the lists and fields that all contacts share.
    public var isOfContact: Bool { rawValue < 20 }
}
