import Automation
import ContactStore
import Contacts
import Dispatch
import Foundation
import Glibc
import Lua
import Synchronization
import Testing

/// No script can stall, crash or escape the runner: scripts written to try, all in one process and on one workspace.
@Suite(.serialized)
struct HostileRunTests {
    private final class Bench: @unchecked Sendable {
        let fixture: TemporaryWorkspace
        let server: LocalServer
        let digest: String
        private let runner: ScriptRunner

        init() throws {
            server = try LocalServer { request, _ in
                switch request.path {
                case "/slow":
                    Thread.sleep(forTimeInterval: 3)
                    return (200, "", "late")
                case "/huge": return (200, "", String(repeating: "x", count: 40_000_000))
                case "/away": return (302, "Location: file:///etc/passwd\r\n", "")
                default: return (200, "", "{}")
                }
            }
            fixture = try TemporaryWorkspace(configuration: "http:\n  hosts: [127.0.0.1]\n")
            let folder = fixture.workspace.path
            for name in ["lib", "data"] {
                try? FileManager.default.createDirectory(atPath: folder + "/\(name)", withIntermediateDirectories: true)
            }
            _ = try fixture.write("return require 'itself'", "lib/itself.lua")
            _ = try fixture.write("return { require 'b' }", "lib/a.lua")
            _ = try fixture.write("return { require 'a' }", "lib/b.lua")
            _ = try fixture.write("error(setmetatable({}, { __tostring = function() error('again') end }))", "lib/fails.lua")
            _ = try fixture.write("while true do end", "lib/loops.lua")
            _ = try fixture.write("local x = '" + String(repeating: "x", count: 2_000_000) + "'", "lib/huge.lua")
            _ = try fixture.write("\u{1B}Lua\u{54}\0\u{19}\u{93}\r\n\u{1A}\n", "lib/binary.lua")
            mkfifo(folder + "/data/pipe.csv", 0o600)
            mkfifo(folder + "/lib/pipe.lua", 0o600)
            symlink("/dev/zero", folder + "/data/zero.csv")
            symlink("/proc/self/mem", folder + "/data/memory.csv")
            symlink("/etc", folder + "/data/etc")
            digest = try fixture.workspace.store.digest()
            let members: [LuaMember] = [
                .function("apply", doc: "Calls a function.") { call in
                    try call.state.call(call.function(1))
                    return 0
                },
                .function("swallow", doc: "Calls a function and hides its error.") { call in
                    _ = try? call.state.call(call.function(1))
                    return 0
                },
                .function("take", doc: "Takes a table.") { call in
                    _ = try call.table(1)
                    return 0
                },
                .function("large", doc: "Makes a text.") { call in
                    call.push([UInt8](repeating: 0x78, count: Int(try call.integer(1))))
                    return 1
                },
                .function("fail", doc: "Fails.") { _ in throw LuaArgumentError(description: "no") },
            ]
            runner = fixture.runner {
                $0.memory = 64 << 20
                $0.bindings = [LuaModule(name: "host", doc: "Of the test.", members: members)]
                $0.log = { _ in }
                $0.print = { _ in }
            }
        }

        private func outcome(of hostile: HostileScript, _ way: HostileScript.Way, seconds: Int) -> String {
            var runner = runner
            runner.options.timeout = Span(seconds, .second)
            runner.options.instructions = hostile.takesItsTime ? 3_000_000 : nil
            do {
                let source = hostile.source(way).replacingOccurrences(of: "SERVER", with: server.url)
                _ = try runner.plan(fixture.script(source))
                return "ok"
            } catch RunError.script(let error) {
                switch error.kind {
                case .timeLimit, .instructionLimit: return "time-limit"
                case .memoryLimit: return "memory-limit"
                case .runtime: return "script-error"
                case .syntax: return "syntax-error"
                case .conversion: return "refused-result"
                default: return "\(error.kind): \(error.message)"
                }
            } catch {
                return "\(error)"
            }
        }

        /// Ends as wanted; the store is as it was, and the next script is none the worse.
        func check(_ hostile: HostileScript, _ way: HostileScript.Way) throws {
            var outcome = outcome(of: hostile, way, seconds: 1)
            // On a machine that is busy the clock may end what was to end otherwise: then it gets its time.
            if outcome == "time-limit", !hostile.takesItsTime { outcome = self.outcome(of: hostile, way, seconds: 30) }
            #expect(hostile.accepts(outcome, way), "\(hostile.id), \(way): wanted \(hostile.wanted), got \(outcome)")
            let plan = try runner.plan(fixture.script("contact.where(contact.fields.score:gt(1)):update { plan = 'next' }"))
            #expect(plan.summary.changed == 3, "\(hostile.id), \(way)")
            #expect(try fixture.workspace.store.digest() == digest, "\(hostile.id), \(way)")
        }

        /// Several at once: most take their whole second.
        func check(_ cases: [(HostileScript, HostileScript.Way)]) {
            let work = Mutex(cases)
            DispatchQueue.concurrentPerform(iterations: 4) { _ in
                while let (hostile, way) = work.withLock({ $0.popLast() }) {
                    do {
                        try check(hostile, way)
                    } catch {
                        Issue.record(error, "\(hostile.id), \(way)")
                    }
                }
            }
        }
    }

    @Test func scriptsAgainstTheVirtualMachine() throws {
        #expect(HostileScript.ofLua.count > 190)
        let bench = try Bench()
        bench.check(HostileScript.ofLua.map { ($0, .plain) })
    }

    @Test func scriptsAgainstTheBindings() throws {
        #expect(HostileScript.ofBindings.count >= 60)
        #expect(Set(HostileScript.ofBindings.map(\.id)).count == HostileScript.ofBindings.count)
        let bench = try Bench()
        bench.check(
            HostileScript.ofBindings.flatMap { hostile in
                (hostile.isSlow ? [.plain] : HostileScript.Way.allCases).map { (hostile, $0) }
            })
    }
}
