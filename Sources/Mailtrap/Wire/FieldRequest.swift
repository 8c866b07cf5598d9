public import Formats

/// What `POST` and `PATCH /api/contacts/fields` take; the type is for creations alone and cannot be changed.
public struct FieldRequest: Hashable, Sendable {
    public var name: String
    public var dataType: String?
    public var mergeTag: String

    public init(name: String, dataType: String? = nil, mergeTag: String) {
        self.name = name
        self.dataType = dataType
        self.mergeTag = mergeTag
    }

    public var json: JSONValue {
        var object = JSONObject()
        object["name"] = .string(name)
        object["data_type"] = dataType.map { .string($0) }
        object["merge_tag"] = .string(mergeTag)
        return .object(object)
    }
}
