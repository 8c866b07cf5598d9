public import Contacts

/// What a task says about its contact.
public struct DeliveryContent: Sendable {
    /// The address under which the account knows the contact.
    public internal(set) var email = ""
    /// The address that it takes, where it takes another.
    public internal(set) var newEmail: String?
    public internal(set) var isNew = false
    /// By merge tags of the account; nil empties the field.
    public internal(set) var fields: [(tag: String, value: Value?)] = []
    /// Lists to join and to leave, by the account's ids.
    public internal(set) var included: [Int64] = []
    public internal(set) var excluded: [Int64] = []
    /// Nil leaves consent alone.
    public internal(set) var unsubscribed: Bool?
    /// Lists and fields that the account does not have.
    public internal(set) var missing: [DeliveryTarget] = []

    /// By the ids here, before they get the account's names.
    var fieldValues: [Int64: Value?] = [:]
    var memberships: [Int64: Bool] = [:]

    mutating func set(field: Int64, _ value: Value?) { fieldValues.updateValue(value, forKey: field) }
    mutating func set(list: Int64, _ isMember: Bool) { memberships[list] = isMember }

    /// Consent as it is to be. A contact that comes to be is subscribed unless it is said otherwise.
    mutating func setStatus(_ isSubscribed: Bool, isChange: Bool) {
        if isChange || !isSubscribed { unsubscribed = !isSubscribed } else { unsubscribed = nil }
    }

    /// Whether there is nothing to tell: by now it speaks of lists and fields alone that are gone.
    public var isEmpty: Bool {
        email.isEmpty
            || !isNew && newEmail == nil && unsubscribed == nil && fields.isEmpty && included.isEmpty && excluded.isEmpty
                && missing.isEmpty
    }
}
