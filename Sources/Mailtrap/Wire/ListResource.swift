public import Formats

/// A list as the Contacts API answers it: `{id, name}`.
public struct ListResource: Hashable, Sendable {
    public var id: Int64
    public var name: String

    public init(id: Int64, name: String) {
        self.id = id
        self.name = name
    }

    public init(json: JSONValue) throws(WireError) {
        let reader = try WireReader(json, "list")
        self.init(id: try reader.integer("id"), name: try reader.string("name"))
    }

    public var json: JSONValue { ["id": .integer(id), "name": .string(name)] }
}
