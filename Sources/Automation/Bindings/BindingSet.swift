import Contacts
import Lua

/// Everything that a script can call, in one place: what registers it is what documents it.
struct BindingSet {
    let context: RunContext
    let limitTime: (Span) -> Void

    var modules: [LuaModule] { modules(of: .everything) }

    /// The modules whose names a script has.
    private func modules(of vocabulary: ScriptVocabulary) -> [LuaModule] {
        let run = RunBindings(context: context, limitTime: limitTime)
        let all: [(name: String, make: () -> LuaModule)] = [
            ("job", { run.job }), ("run", { run.run }), ("args", { run.args }),
            ("contact", { starting(ContactBindings(context: context).module) }),
            ("list", { starting(ListBindings(context: context).module) }),
            ("field", { starting(FieldBindings(context: context).module) }),
            ("event", { starting(EventBindings(context: context).module) }),
            ("segment", { starting(SegmentBindings(context: context).module) }),
            ("suppression", { starting(SuppressionBindings(context: context).module) }),
            ("import", { starting(ImportBindings(context: context).module) }),
            ("export", { starting(ExportBindings(context: context).module) }),
            ("state", { starting(StateBindings(context: context).module) }), ("time", { TimeBindings(clock: context.clock).module }),
            ("log", { LogBindings(context: context).module }), ("json", { JSONBindings.module }),
            ("http", { starting(HTTPBindings(context: context).module) }), ("secret", { SecretBindings(context: context).module }),
        ]
        return all.filter { vocabulary.contains($0.name) }.map { $0.make() }
    }

    /// The modules through which no host object comes to a script.
    private static let plainModules: Set<String> = ["job", "args", "state", "time", "log", "json", "secret"]

    /// A module whose use is the start of the work, after which a declaration comes too late.
    private func starting(_ module: LuaModule) -> LuaModule {
        var module = module
        let context = context
        module.members = module.members.map { member in
            LuaMember(
                kind: starting(member.kind, context), name: member.name, doc: member.doc, parameters: member.parameters,
                returns: member.returns,
                body: starting(member.body, context))
        }
        return module
    }

    private func starting(_ kind: LuaMember.Kind, _ context: RunContext) -> LuaMember.Kind {
        if case .property(let get, let set) = kind { .property(get: starting(get, context), set: set) } else { kind }
    }

    private func starting(_ body: @escaping LuaBody, _ context: RunContext) -> LuaBody {
        { call in
            context.isStarted = true
            return try body(call)
        }
    }

    var classes: [LuaClass] {
        [
            FilterBindings(context: context).declaration, PropertyBindings(clock: context.clock).declaration,
            EventClauseBindings(clock: context.clock).declaration,
            EventParametersObject.declaration, FieldsObject.declaration(context), ListsPropertyObject.declaration(context),
            ContactListsObject.declaration(context), QueryBindings(context: context).declaration,
            GroupingObject.declaration, RunTriggerObject.declaration(context), EventQueryBindings(context: context).declaration,
            ListBindings(context: context).declaration, FieldBindings(context: context).declaration,
        ]
    }

    /// Tables of known fields that scripts get or give.
    var shapes: [LuaShape] {
        [
            EventBindings.shape, JobDeclaration.shape, ImportBindings.optionsShape, ImportBindings.resultShape, ExportBindings.resultShape,
        ]
    }

    /// Makes what a script can reach: most of a short run's time would otherwise go into what it never names.
    func register(in state: LuaState, for vocabulary: ScriptVocabulary) throws(LuaError) {
        let modules = modules(of: vocabulary)
        if !modules.allSatisfy({ Self.plainModules.contains($0.name ?? "job") }) {
            for luaClass in classes { try state.register(luaClass) }
            try state.register(ContactRecordBindings(context: context).makeType())
        }
        for module in modules { try state.register(module) }
    }
}
