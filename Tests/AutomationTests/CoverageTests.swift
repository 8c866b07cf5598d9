import Automation
import ContactStore
import Contacts
import Testing

/// The executed lines of scripts, as plans and runs hand them on.
struct CoverageTests {
    private let fixture: TemporaryWorkspace

    init() throws {
        fixture = try TemporaryWorkspace()
    }

    /// What is handed on while a body uses a runner.
    private func coverage(
        instructions: Int? = nil, changeGuard: ChangeGuard = ChangeGuard(), _ body: (ScriptRunner) throws -> Void
    ) throws -> [Set<Int>] {
        var coverage: [Set<Int>] = []
        let runner = fixture.runner { options in
            options.instructions = instructions
            options.changeGuard = changeGuard
            options.onCoverage = { coverage.append($0) }
        }
        try body(runner)
        return coverage
    }

    private static let source = """
        local n = 0
        for c in contact.all():each() do
          if c.fields.visits == 1000 then
            n = n + 1
          else
            n = n + 2
          end
        end
        print(n)
        """

    @Test func plansAndRunsHandThemOn() throws {
        let wanted: Set<Int> = [1, 2, 3, 6, 9]
        let planned = try coverage { _ = try $0.plan(fixture.script(Self.source)) }
        let ran = try coverage { _ = try $0.run(fixture.script(Self.source)) }
        let saved = try coverage { _ = try $0.plan(fixture.script(Self.source), savingTo: fixture.workspace.path + "/plan.json") }
        for lines in [planned, ran, saved] {
            #expect(lines.count == 1)
            #expect(lines.first?.intersection([1, 2, 3, 4, 6, 9]) == wanted)
        }
    }

    @Test(
        arguments: [
            ("local a = 1\nerror('no')\nlocal b = 1", [1, 2]), ("local a = 1\ncontact.get(nil)\nlocal b = 1", [1, 2]),
            ("while true do\n  a = 1\nend\nb = 1", [2]), ("x =", []),
        ] as [(String, Set<Int>)])
    func aFailureHandsThemOn(_ source: String, _ wanted: Set<Int>) throws {
        for isRun in [false, true] {
            let lines = try coverage(instructions: 10_000) { runner in
                #expect(throws: RunError.self) {
                    if isRun { _ = try runner.run(fixture.script(source)) } else { _ = try runner.plan(fixture.script(source)) }
                }
            }
            #expect(lines == [wanted])
        }
    }

    @Test func aRefusedRunHandsThemOn() throws {
        let script = fixture.script("contact.all():update { plan = 'x' }")
        let lines = try coverage(changeGuard: ChangeGuard([.changes: .count(0)])) { runner in
            guard case .refused = try runner.run(script) else {
                Issue.record("not refused")
                return
            }
        }
        #expect(lines == [[1]])
    }

    /// Modules have lines of their own.
    @Test func modulesAreNotTheScripts() throws {
        _ = try fixture.write("local t = {}\n\n\n\n\nfunction t.f()\n  return 1\nend\nreturn t", "lib/a.lua")
        let lines = try coverage { _ = try $0.plan(fixture.script("local a = require 'a'\nprint(a.f())")) }
        #expect(lines == [[1, 2]])
    }

    @Test func longNamesAreFound() throws {
        let script = Script(name: String(repeating: "long/", count: 30) + "test.lua", source: "local a = 1\nprint(a)")
        let lines = try coverage { _ = try $0.plan(script) }
        #expect(lines == [[1, 2]])
    }

    /// The script sees nothing of it: the same plan, with recording and without.
    @Test func recordingChangesNothing() throws {
        let script = fixture.script(
            "for c in contact.all():each() do\n  if math.random() < 0.5 then c.fields.visits = math.random(9) end\nend")
        let (plain, recorded) = (fixture.workspace.path + "/1.json", fixture.workspace.path + "/2.json")
        _ = try fixture.runner().plan(script, savingTo: plain)
        let lines = try coverage { _ = try $0.plan(script, savingTo: recorded) }
        #expect(lines.count == 1)
        #expect(try Script(path: plain).source == Script(path: recorded).source)
    }
}
