public import Contacts
public import Formats

/// A request to create a contact: `POST /contacts`.
public struct ContactCreation: Sendable {
    /// As the request has it; it is validated and normalised on the way.
    public var email: String
    /// By merge tag; `null` is the same as none.
    public var values: [(tag: String, value: JSONValue)]
    public var lists: [Int64]
    /// What whoever read the request has found wrong with it: told together with what the store finds.
    public var problems: [Invalid] = []

    public init(email: String, values: [(tag: String, value: JSONValue)] = [], lists: [Int64] = []) {
        self.email = email
        self.values = values
        self.lists = lists
    }
}
