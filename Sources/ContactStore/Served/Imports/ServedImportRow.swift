public import Contacts
public import Formats

/// One contact of a `POST /contacts/imports`.
public struct ServedImportRow: Sendable {
    public var email: String
    /// By merge tag; `null` clears.
    public var values: [(tag: String, value: JSONValue)]
    public var listsIncluded: [Int64]
    public var listsExcluded: [Int64]
    /// What whoever read the request has found wrong with the row: told together with what the store finds.
    public var problems: [Invalid] = []

    public init(
        email: String, values: [(tag: String, value: JSONValue)] = [], listsIncluded: [Int64] = [], listsExcluded: [Int64] = []
    ) {
        self.email = email
        self.values = values
        self.listsIncluded = listsIncluded
        self.listsExcluded = listsExcluded
    }
}
