/// A custom field that every contact has, set or not: a name for people, a merge tag for scripts and templates, a type.
public struct Field: Hashable, Sendable, Identifiable {
    public let id: Int64
    public let name: String
    /// What scripts, CSV headers and templates call it; unique, at most 80 characters.
    public let tag: String
    public let type: ValueType

    /// The Contacts API's limit for one account.
    public static let maximumCount = 40
    /// The longest name and merge tag, in characters.
    public static let maximumNameLength = 80

    /// Merge tags that would hide a property every contact has.
    public static let reservedTags: Set<String> = ["id", "email", "status", "created_at", "updated_at", "lists"]

    public init(id: Int64, name: String, tag: String, type: ValueType) {
        self.id = id
        self.name = name
        self.tag = tag
        self.type = type
    }

    /// A field that passes the rules of the Contacts API, with its name and tag trimmed.
    public init(validating id: Int64, name: String, tag: String, type: ValueType) throws(Invalid) {
        let name = try Name.validated(name, attribute: "name", maximum: Self.maximumNameLength)
        let tag = try Name.validated(tag, attribute: "merge_tag", maximum: Self.maximumNameLength)
        guard !Self.reservedTags.contains(tag.lowercased()) else { throw Invalid("merge_tag", "is reserved") }
        guard ValueType.fieldTypes.contains(type) else { throw Invalid("data_type", "is invalid") }
        self.init(id: id, name: name, tag: tag, type: type)
    }

    /// The merge tag that a name suggests: lower case, runs of anything but letters and digits as one underscore.
    public static func tag(for name: String) -> String {
        let words = name.lowercased().split { !($0.isLetter || $0.isNumber) }
        let tag = words.joined(separator: "_")
        return reservedTags.contains(tag) ? tag + "_field" : tag
    }
}
