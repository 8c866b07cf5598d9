public import Contacts

/// A contact as a script or the API hands it over, to be imported.
public struct ImportRow: Sendable {
    public var email: String
    /// Values by field; nil says that there is none.
    public var fields: [(field: Field, value: Value?)]
    /// Lists to be on and to be off, by id.
    public var listsIncluded: [Int64]
    public var listsExcluded: [Int64]

    public init(email: String, fields: [(field: Field, value: Value?)] = [], listsIncluded: [Int64] = [], listsExcluded: [Int64] = []) {
        self.email = email
        self.fields = fields
        self.listsIncluded = listsIncluded
        self.listsExcluded = listsExcluded
    }
}
