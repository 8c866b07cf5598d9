/// What a change is about. The raw values are stored in journals: add, never renumber.
public enum ChangeKind: Int64, Sendable, CaseIterable {
    /// A contact comes to be; its values follow as changes from nothing.
    case createContact = 1
    /// A contact ceases to be; its values go before it as changes to nothing.
    case deleteContact = 2
    /// The status: before and after are 1 (subscribed) or 0.
    case status = 5
    /// A field's value; the target is the field's id.
    case field = 6
    /// Membership of a list: before and after are 1 (on it) or 0; the target is the list's id.
    case list = 7
    /// A list comes to be; the target is its id, after is its name.
    case createList = 20
    /// A field comes to be; the target is its id, after is its tag.
    case createField = 30

    /// Whether the change is one of a contact, not of the lists and fields that all contacts share.
    public var isOfContact: Bool { rawValue < 20 }
}
