/// What a row of the delivery queue brings about in the account. The raw values are stored: add, never renumber.
public enum DeliveryStep: Int64, Sendable, CaseIterable {
    /// Fields that are set and lists that are joined or left: what an import can carry.
    case upsert = 1
    /// What takes a call of the contact's own: another address, consent, a field that is emptied.
    case update = 2
    case delete = 3
    /// An event; the target is its number.
    case event = 4
    /// A list is to be in the account as it is here; the target is its id.
    case list = 20
    /// A field is to be in the account as it is here; the target is its id.
    case field = 30
}
