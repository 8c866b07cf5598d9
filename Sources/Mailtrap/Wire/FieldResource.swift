public import Formats

/// A custom field as the Contacts API answers it: `{id, name, data_type, merge_tag}`.
public struct FieldResource: Hashable, Sendable {
    public var id: Int64
    public var name: String
    /// `text`, `integer`, `float`, `boolean` or `date`; kept as it came, since Mailtrap may add some.
    public var dataType: String
    public var mergeTag: String

    public init(id: Int64, name: String, dataType: String, mergeTag: String) {
        self.id = id
        self.name = name
        self.dataType = dataType
        self.mergeTag = mergeTag
    }

    public init(json: JSONValue) throws(WireError) {
        let reader = try WireReader(json, "field")
        self.init(
            id: try reader.integer("id"), name: try reader.string("name"), dataType: try reader.string("data_type"),
            mergeTag: try reader.string("merge_tag"))
    }

    public var json: JSONValue {
        ["id": .integer(id), "name": .string(name), "data_type": .string(dataType), "merge_tag": .string(mergeTag)]
    }
}
