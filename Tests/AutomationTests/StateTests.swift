import Automation
import ContactStore
import Contacts
import Testing

struct StateTests {
    @Test func aJobRemembersFromRunToRun() throws {
        let fixture = try TemporaryWorkspace()
        let source =
            "job { name = 'digest' } print(state.n, state.t and state.t.a[2]) state.n = (state.n or 0) + 1 state.t = { a = { 1, 'x' } }"
        try fixture.run(source)
        try fixture.run(source)
        #expect(fixture.printed == ["nil\tnil", "1\tx"])
        // Another job has a memory of its own, and a plan saves nothing.
        try fixture.plan("print(state.n)  state.n = 7")
        try fixture.plan("print(state.n)")
        #expect(fixture.printed.suffix(2) == ["nil", "nil"])
        try fixture.run("job { name = 'digest' } state.n = nil for k, v in pairs(state) do print(k) end")
        #expect(fixture.printed.suffix(1) == ["t"])
    }

    @Test func aRunThatFailsOrIsRefusedRemembersNothing() throws {
        let fixture = try TemporaryWorkspace()
        #expect(throws: RunError.self) { try fixture.run("state.n = 1 error 'no'") }
        guard case .refused = try fixture.run("job { guard = { deletes = 0 } } state.n = 1 contact.all():delete()") else {
            Issue.record("not refused")
            return
        }
        try fixture.run("print(state.n)")
        #expect(fixture.printed == ["nil"])
    }

    @Test(arguments: [
        ("state.x = print", "a function has no JSON form"),
        ("state.x = { 1, a = 2 }", "a table with both a list and names has no JSON form"),
        ("state.x = ('x'):rep(70000)", "state.x is too long (70002 bytes as JSON, the limit is 65536)"),
        ("state[''] = 1", "a name in state has 1 to 255 characters"),
        ("state.x = 1 job { name = 'late' }", "job { … } must come before anything else that the script does"),
    ])
    func slipsAreExplained(_ source: String, _ message: String) throws {
        #expect(try TemporaryWorkspace().message(source) == "test.lua:1: " + message)
    }

    @Test func anUndoPutsMemoriesBack() throws {
        let fixture = try TemporaryWorkspace()
        try fixture.run("state.n = 1")
        guard case .committed(let record, _) = try fixture.run("state.n = 2") else { return }
        guard case .committed = try Undoer(workspace: fixture.workspace).undo(record.id, now: fixture.now) else {
            Issue.record("not undone")
            return
        }
        try fixture.run("print(state.n)")
        #expect(fixture.printed == ["1"])
    }
}
