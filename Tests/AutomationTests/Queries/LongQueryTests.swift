import Automation
import ContactStore
import Contacts
import Foundation
import Testing

/// Queries that take longer than the script may: one statement of the database looks at no limit of Lua's by itself.
struct LongQueryTests {
    /// 20,000 contacts, and a condition of 2,000 searches, none of which is met: 40 million of them take a minute.
    private static let condition = """
        local function any(from, to)
          if from == to then return contact.fields.plan:contains("needle " .. from) end
          local middle = (from + to) // 2
          return any(from, middle) | any(middle + 1, to)
        end
        local long = contact.where(any(1, 2000))

        """

    private func crowded() throws -> TemporaryWorkspace {
        let fixture = try TemporaryWorkspace()
        let text = String(repeating: "hay ", count: 50)
        let rows = (1...20_000).map { "m\($0)@example.com,\(text)\($0)\n" }.joined()
        _ = try ContactImporter(store: fixture.workspace.store, clock: LogicalClock(now: fixture.now))
            .run(fixture.write("email,plan\n" + rows, "many.csv"), startedAt: fixture.now)
        return fixture
    }

    @Test(arguments: [
        "print(long:count())", "for c in long:each() do print(c.email) end", "long:update { plan = 'found' }", "long:delete()",
        "pcall(long.count, long) print('went on')", "coroutine.wrap(function() pcall(long.count, long) print('went on') end)()",
        "for s, n in long:group(\"status\"):count() do print(s, n) end", "contact.all():except(long):delete()",
    ])
    func theTimeLimitEndsThem(_ statement: String) throws {
        let fixture = try crowded()
        let before = try fixture.workspace.store.digest()
        let error = #expect(throws: RunError.self) {
            try fixture.runner { $0.timeout = Span(1, .second) }.run(fixture.script(Self.condition + statement))
        }
        #expect(error?.description.hasSuffix("the time limit of 1.0 seconds was reached") == true, "\(String(describing: error))")
        #expect(error?.isLimit == true)
        #expect(fixture.printed.isEmpty)
        #expect(try fixture.workspace.store.digest() == before)
        #expect(try fixture.workspace.store.runs().first?.status == .failed)
    }

    /// On the console Ctrl-C ends the line; where it was staging, what was staged before goes too, and that is said.
    @Test(arguments: [("return long:count()", true), ("long:update { plan = 'found' }", false)])
    func anInterruptionEndsThem(_ statement: String, keeps: Bool) throws {
        let fixture = try crowded()
        var options = RunOptions()
        options.now = fixture.now
        let started = DispatchSemaphore(value: 0)
        options.print = { _ in started.signal() }
        let console = try ScriptConsole(workspace: fixture.workspace, options: options)
        _ = try console.evaluate("kept = 7 contact.get('ann@example.com').fields.plan = 'gold'")
        nonisolated(unsafe) let interrupted = console
        Thread.detachNewThread {
            started.wait()
            Thread.sleep(forTimeInterval: 0.1)
            interrupted.interrupt()
        }
        let error = #expect(throws: RunError.self) { try console.evaluate(Self.condition + "print('started')\n" + statement) }
        #expect(error?.description == "repl:8: interrupted" + (keeps ? "" : "; what was staged is dropped"))
        #expect(try console.plan().summary.changed == (keeps ? 1 : 0))
        guard case .text("7")? = try console.evaluate("kept").first else {
            Issue.record("a global was lost")
            return
        }
    }
}
