public import Formats

/// A row of `POST /api/contacts/imports`: `{email, fields, list_ids_included, list_ids_excluded}`.
public struct ImportRowResource: Hashable, Sendable {
    public var email: String
    public var fields: JSONObject
    public var listIDsIncluded: [Int64]
    public var listIDsExcluded: [Int64]

    /// The most rows that one import takes.
    public static let maximumCount = 50_000

    public init(email: String, fields: JSONObject = JSONObject(), listIDsIncluded: [Int64] = [], listIDsExcluded: [Int64] = []) {
        self.email = email
        self.fields = fields
        self.listIDsIncluded = listIDsIncluded
        self.listIDsExcluded = listIDsExcluded
    }

    public var json: JSONValue {
        var row = JSONObject()
        row["email"] = .string(email)
        if !fields.isEmpty { row["fields"] = .object(fields) }
        if !listIDsIncluded.isEmpty { row["list_ids_included"] = .array(listIDsIncluded.map { .integer($0) }) }
        if !listIDsExcluded.isEmpty { row["list_ids_excluded"] = .array(listIDsExcluded.map { .integer($0) }) }
        return .object(row)
    }
}
