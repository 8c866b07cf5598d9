public import Formats

/// An account that a token reaches: `{id, name, access_levels}`.
///
/// Source: specs/account-management.openapi.yml of mailtrap-openapi.
public struct AccountResource: Hashable, Sendable {
    public var id: Int64
    public var name: String
    /// 1000 for the owner, 100 for an administrator, 10 for a viewer.
    public var accessLevels: [Int64]

    public init(id: Int64, name: String, accessLevels: [Int64] = []) {
        self.id = id
        self.name = name
        self.accessLevels = accessLevels
    }

    public init(json: JSONValue) throws(WireError) {
        let reader = try WireReader(json, "account")
        self.init(id: try reader.integer("id"), name: reader.optionalString("name") ?? "", accessLevels: reader.integers("access_levels"))
    }

    public var json: JSONValue {
        ["id": .integer(id), "name": .string(name), "access_levels": .array(accessLevels.map { .integer($0) })]
    }
}
