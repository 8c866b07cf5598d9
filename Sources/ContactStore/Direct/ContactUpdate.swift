public import Contacts
public import Formats

/// A request to change a contact, or to create it: `PATCH /contacts/{id or email}`. What it does not name stays as it is.
public struct ContactUpdate: Sendable {
    /// Another address renames the contact; nil leaves it.
    public var email: String?
    /// By merge tag; `null` clears.
    public var values: [(tag: String, value: JSONValue)]
    public var listsIncluded: [Int64]
    public var listsExcluded: [Int64]
    /// Withdraws consent where true. False gives it back, which a server must allow, and asks for nothing where it was not withdrawn.
    public var isUnsubscribed: Bool?
    /// What whoever read the request has found wrong with it: told together with what the store finds.
    public var problems: [Invalid] = []

    public init(
        email: String? = nil, values: [(tag: String, value: JSONValue)] = [], listsIncluded: [Int64] = [], listsExcluded: [Int64] = [],
        isUnsubscribed: Bool? = nil
    ) {
        self.email = email
        self.values = values
        self.listsIncluded = listsIncluded
        self.listsExcluded = listsExcluded
        self.isUnsubscribed = isUnsubscribed
    }
}
