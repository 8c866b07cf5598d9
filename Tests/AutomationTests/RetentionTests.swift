import Automation
import Lua
import Testing

/// A run that has ended holds nothing any more: its Lua state, its snapshot and their connection go with it.
struct RetentionTests {
    private final class Probe {}

    @Test(arguments: [
        "",
        "for c in contact.all():each() do local name = c.email, c.fields.plan, #c.lists end",
        "for c in contact.all():each() do kept = c break end",
        "for c in contact.all():each() do for d in contact.all():each() do c.fields.plan = d.email end end",
        "for c in contact.all():each() do error('stopped') end",
        "local next = contact.all():each() kept = function() return next end next()",
        "coroutine.wrap(function() for c in contact.all():each() do coroutine.yield(c) end end)()",
        "for email, plan in contact.all():pluck('email', 'fields.plan') do kept = email end",
        "for e in event.where(event.name:eq('Purchase')):each() do kept = e.params end",
        "for plan, n in contact.all():group('fields.plan'):count() do kept = plan end",
        "for s in suppression.each() do kept = s end",
        "kept = contact.where(contact.fields.plan:eq('free') & ~contact.status:eq('x'))",
        "job { name = 'kept', timeout = '5s' } state.n = (state.n or 0) + 1",
        "contact.all():update { plan = 'x' } contact.all():fire('Hi', { n = 1 }) list.create('L')",
        "contact.get('ann@example.com'):delete() contact.create { email = 'new@example.com' }",
        "http.post('http://127.0.0.1:1/x', { key = 'k' })",
        "kept = { require = require, print = print, contact = contact } setmetatable(kept, { __index = kept })",
    ])
    func nothingIsLeft(_ source: String) throws {
        let fixture = try TemporaryWorkspace(configuration: "http:\n  hosts: [127.0.0.1]\n")
        weak var left: Probe?
        do {
            let probe = Probe()
            left = probe
            let module = LuaModule(
                name: "host", doc: "Of the test.",
                members: [
                    .function("probe", doc: "Keeps an object as long as the state lives.") { _ in
                        withExtendedLifetime(probe) { 0 }
                    }
                ])
            let runner = fixture.runner { $0.bindings = [module] }
            _ = try? runner.plan(fixture.script(source))
        }
        #expect(left == nil)
    }
}
