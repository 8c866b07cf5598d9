import Contacts
import Lua

/// Everything that a script can call, in one place: what registers it is what documents it.
struct BindingSet {
    let context: RunContext
    let limitTime: (Span) -> Void

    var modules: [LuaModule] {
        let run = RunBindings(context: context, limitTime: limitTime)
        return [
            run.job, run.run, run.args, starting(ContactBindings(context: context).module), starting(ListBindings(context: context).module),
            starting(FieldBindings(context: context).module), starting(EventBindings(context: context).module),
            starting(SegmentBindings(context: context).module), starting(SuppressionBindings(context: context).module),
            starting(ImportBindings(context: context).module), starting(ExportBindings(context: context).module),
            starting(StateBindings(context: context).module), TimeBindings(clock: context.clock).module,
            LogBindings(context: context).module, JSONBindings.module,
            starting(HTTPBindings(context: context).module), SecretBindings(context: context).module,
        ]
    }

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

    func register(in state: LuaState) throws(LuaError) {
        for luaClass in classes { try state.register(luaClass) }
        try state.register(ContactRecordBindings(context: context).makeType())
        for module in modules { try state.register(module) }
    }
}
