import ContactStore
import Contacts
public import Lua

/// Everything that a script of a workspace can call, as it is declared where it is registered: the source of editor stubs, of
/// the reference and of checks.
public struct BindingDeclarations {
    /// Global tables, classes and tables of known fields, in the order in which they are read.
    let types: [DeclaredType]
    /// Global functions.
    let functions: [LuaMember]

    /// - Parameter bindings: globals of the host's own, beside Lunation's.
    public init(workspace: Workspace, bindings: [LuaModule] = []) throws {
        let script = Script(name: "(declarations)", source: "")
        let session = try ScriptSession(workspace: workspace, script: script, options: RunOptions(), now: SystemClock.now)
        self.init(session, bindings: bindings)
    }

    init(_ session: ScriptSession, bindings: [LuaModule] = []) {
        let set = BindingSet(context: session.context) { _ in }
        let record = ContactRecordBindings(context: session.context).makeType()
        let modules = set.modules + bindings
        functions = modules.filter { $0.name == nil }.flatMap(\.members)
        var types = modules.compactMap { module in module.name.map { DeclaredType(module, named: $0) } }
        types += [DeclaredType(record)] + record.views.map { DeclaredType($0, of: record) }
        types += set.classes.map { DeclaredType($0) } + set.shapes.map { DeclaredType($0) }
        if let index = types.firstIndex(where: { $0.name == FieldsObject.luaClass }) {
            types[index].properties += session.snapshot.catalog.fields.map { field in
                DeclaredProperty(name: field.tag, type: PropertyObject.luaClass, doc: "The field \(field.name), \(field.type.rawValue).")
            }
        }
        self.types = types
    }

    /// What files of tests can call.
    static var tests: BindingDeclarations {
        let bindings = ScriptTestBindings.declarations
        return BindingDeclarations(
            types: bindings.classes.map { DeclaredType($0) }, functions: bindings.modules.filter { $0.name == nil }.flatMap(\.members))
    }

    private init(types: [DeclaredType], functions: [LuaMember]) {
        self.types = types
        self.functions = functions
    }

    func type(_ name: String) -> DeclaredType? { types.first { $0.name == name } }

    func global(_ name: String) -> DeclaredType? { type(DeclaredType.globalPrefix + name) }
}
