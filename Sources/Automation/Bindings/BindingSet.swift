import Contacts
import Lua

/// Everything that a script can call, in one place: what registers it is what documents it.
struct BindingSet {
    let context: RunContext
    let limitTime: (Span) -> Void

    var modules: [LuaModule] {
        let run = RunBindings(context: context, limitTime: limitTime)
        return [
            run.job, run.run, run.args, ContactBindings(context: context).module, ListBindings(context: context).module,
            FieldBindings(context: context).module, EventBindings(context: context).module, TimeBindings(clock: context.clock).module,
            LogBindings(context: context).module, JSONBindings.module,
        ]
    }

    var classes: [LuaClass] {
        [
            FilterBindings.declaration, PropertyBindings(clock: context.clock).declaration, EventClauseBindings(clock: context.clock).declaration,
            EventParametersObject.declaration, FieldsObject.declaration(context), ListsPropertyObject.declaration(context),
            ContactListsObject.declaration(context), QueryBindings(context: context).declaration, ListBindings(context: context).declaration,
        ]
    }

    func register(in state: LuaState) throws(LuaError) {
        for luaClass in classes { try state.register(luaClass) }
        try state.register(ContactRecordBindings(context: context).makeType())
        for module in modules { try state.register(module) }
    }
}
