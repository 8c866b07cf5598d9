import Automation
import Contacts
import Foundation
import Lua
import Testing

/// What runs leave behind, and what a script makes the host hold beside Lua's own memory.
@Suite(.serialized, .enabled(if: Sanitizer.isOff))
struct RunMemoryTests {
    /// Thousands of runs of all kinds, one after the other, end with the memory of the first.
    @Test func manyRunsLeaveNothing() async {
        await #expect(processExitsWith: .success) {
            let fixture = try TemporaryWorkspace()
            let runner = fixture.runner {
                $0.log = { _ in }
                $0.print = { _ in }
                $0.memory = 64 << 20
            }
            let sources = [
                "for c in contact.all():each() do c.fields.plan = c.email end",
                "local t = {} for i = 1, 100 do t[i] = contact.fields.plan:eq('x' .. i) end kept = t contact.all():update { plan = 'x' }",
                "for c in contact.all():each() do kept = c error('stopped') end",
                "kept = coroutine.wrap(function() for c in contact.all():each() do coroutine.yield(c) end end) kept()",
                "contact.all():fire('Hi', { n = 1 }) state.n = 1 list.ensure('L') print(json.encode({ 1, 2, 3 }))",
            ]
            let full = ProcessInfo.processInfo.environment["LUNATION_SOAK"] == "1" ? 20_000 : 2_000
            func run(_ numbers: Range<Int>) {
                for number in numbers { _ = try? runner.plan(fixture.script(sources[number % sources.count])) }
            }
            run(0..<full / 4)
            let before = RunMemory.resident
            run(full / 4..<full)
            let growth = RunMemory.resident - before
            print("\(full) runs: \(growth >> 10) KiB more")
            #expect(growth < 6 << 20, "\(growth >> 10) KiB")
            #expect(LuaState.liveObjects == 0)
        }
    }

    /// The memory limit counts what lies in the host's memory for a script.
    @Test func whatTheHostHoldsIsCounted() async {
        await #expect(processExitsWith: .success) {
            let fixture = try TemporaryWorkspace()
            let runner = fixture.runner { $0.memory = 64 << 20 }
            let sources = [
                "local t = {} for i = 1, 1e6 do t[i] = contact.fields.plan:eq('x' .. i) end",
                "local t, v = {}, {} for i = 1, 1e4 do v[i] = i end for i = 1, 1e6 do v[1] = i t[i] = contact.fields.visits:any_of(v) end",
                "local t = {} for i = 1, 1e6 do t[i] = contact.events('Purchase'):where(event.params.amount:gt(i)):count() end",
                "local t = {} for i = 1, 1e6 do t[i] = contact.where(contact.fields.visits:gt(i)):limit(i) end",
                "local t = {} for i = 1, 1e6 do t[i] = contact.all():each() t[i]() end",
                "local t = {} for i = 1, 1e6 do t[i] = contact.all():pluck('email') t[i]() end",
            ]
            for source in sources {
                RunMemory.forgetPeak()
                let before = RunMemory.resident
                let error = try #require(throws: RunError.self) { try runner.plan(fixture.script(source)) }
                guard case .script(let reason) = error else { continue }
                #expect(reason.kind == .memoryLimit, "\(source): \(error)")
                let peak = RunMemory.peak - before
                print("\(peak >> 20) MiB: \(source)")
                #expect(peak < 192 << 20, "\(peak >> 20) MiB: \(source)")
            }
        }
    }

    /// Garbage of the host's is no reason to end a script.
    @Test func garbageOfTheHostIsCollected() throws {
        let fixture = try TemporaryWorkspace()
        let runner = fixture.runner { $0.memory = 16 << 20 }
        _ = try runner.plan(
            fixture.script(
                """
                local v = {} for i = 1, 1e4 do v[i] = i end
                for i = 1, 200 do local f = contact.fields.visits:any_of(v) end
                for i = 1, 1e4 do local next = contact.all():each() end
                """))
    }
}
