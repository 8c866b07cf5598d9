import Lua

/// A global, a class, or a table of known fields, in the one form that stubs, reference and checks read.
struct DeclaredType {
    enum Kind {
        /// A global table.
        case global
        /// Objects that scripts get.
        case object
        /// Tables that scripts get or give.
        case table
    }

    let kind: Kind
    /// As types name it.
    let name: String
    let doc: String
    var properties: [DeclaredProperty] = []
    /// Functions and methods.
    var functions: [LuaMember] = []
    /// Operators, and what a call of it does.
    var operators: [LuaMember] = []
    /// What reading and writing any other name does.
    var index: LuaMember?
    var newindex: LuaMember?
    /// Whether it has an undeclared fallback for names.
    var hasBareIndex = false

    /// The global's name in scripts.
    var global: String { String(name.dropFirst(Self.globalPrefix.count)) }

    static let globalPrefix = "lunation."

    func member(_ name: String) -> LuaMember? { functions.first { $0.name == name } }
    func property(_ name: String) -> DeclaredProperty? { properties.first { $0.name == name } }
    var memberNames: [String] { properties.map(\.name) + functions.map(\.name) }
}

extension DeclaredType {
    init(_ module: LuaModule, named name: String) {
        self.init(kind: .global, name: Self.globalPrefix + name, doc: module.doc)
        add(module.members)
        hasBareIndex = module.index != nil || module.newindex != nil
    }

    init(_ type: LuaClass) {
        self.init(kind: .object, name: type.name, doc: type.doc)
        add(type.members)
        hasBareIndex = type.index != nil || type.newindex != nil
    }

    init(_ shape: LuaShape) {
        self.init(kind: .table, name: shape.name, doc: shape.doc)
        properties = shape.fields.map {
            DeclaredProperty(name: $0.name, type: $0.optional ? $0.type + "?" : $0.type, doc: $0.doc, isSettable: true)
        }
    }

    /// A record, whose views are types of their own.
    init(_ record: LuaRecordType) {
        self.init(kind: .object, name: record.name, doc: record.doc)
        properties = record.properties.map { DeclaredProperty(name: $0.name, type: $0.luaType, doc: $0.doc) }
        properties += record.views.map { DeclaredProperty(name: $0.name, type: Self.name(of: $0, record), doc: $0.doc) }
        add(record.members)
    }

    init(_ view: LuaRecordView, of record: LuaRecordType) {
        self.init(kind: .object, name: Self.name(of: view, record), doc: view.doc)
        properties = view.properties.map { DeclaredProperty(name: $0.name, type: $0.luaType, doc: $0.doc, isSettable: true) }
        // The names of a view are the workspace's, and a script can make more of them.
        let value = "string|number|boolean|nil"
        index = .metamethod("__index", doc: "Any other of the \(view.name).", returns: [value]) { _ in 0 }
        newindex = index
    }

    private static func name(of view: LuaRecordView, _ record: LuaRecordType) -> String {
        record.name + view.name.prefix(1).uppercased() + view.name.dropFirst()
    }

    private mutating func add(_ members: [LuaMember]) {
        for member in members {
            switch member.kind {
            case .function, .method: functions.append(member)
            case .property(_, let set):
                let type = member.returns.first ?? "any"
                properties.append(DeclaredProperty(name: member.name, type: type, doc: member.doc, isSettable: set != nil))
            case .metamethod where member.name == "__index": index = member
            case .metamethod where member.name == "__newindex": newindex = member
            case .metamethod, .callable: operators.append(member)
            }
        }
    }
}
