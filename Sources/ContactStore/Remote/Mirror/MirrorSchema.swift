/// The lists and fields of an account as they are there.
public struct MirrorSchema: Hashable, Sendable {
    public struct List: Hashable, Sendable {
        public var id: Int64
        public var name: String

        public init(id: Int64, name: String) {
            self.id = id
            self.name = name
        }
    }

    public struct Field: Hashable, Sendable {
        public var id: Int64
        public var name: String
        public var tag: String
        /// `text`, `integer`, `float`, `boolean` or `date`.
        public var type: String

        public init(id: Int64, name: String, tag: String, type: String) {
            self.id = id
            self.name = name
            self.tag = tag
            self.type = type
        }
    }

    public var lists: [List]
    public var fields: [Field]

    public init(lists: [List], fields: [Field]) {
        self.lists = lists
        self.fields = fields
    }
}
