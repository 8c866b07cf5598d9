import Foundation
import Testing

@testable import Lua

extension LuaSuite {
    /// Scripts written to hang, crash or leave the sandbox, each under 64 MiB and, where they are to run out of time, one second.
    @Suite struct HostileTests {
        /// Cases that end otherwise than wanted, with the reason. A case that starts to pass fails here.
        static let known: [String: String] = [:]

        @Test(arguments: HostileCase.all)
        func endsAsWanted(_ hostile: HostileCase) throws {
            let outcome = try hostile.run()
            if let reason = Self.known[hostile.id] {
                #expect(!hostile.accepts(outcome), "passes now; remove it from the list of known failures: \(reason)")
            } else {
                #expect(hostile.accepts(outcome), "wanted \(hostile.wanted), got \(outcome)")
            }
        }

        @Test func allCasesAreRead() {
            #expect(HostileCase.all.count == 50)
            #expect(Set(HostileCase.all.map(\.id)).count == 50)
        }

        @Test func globalsDoNotSurviveAState() throws {
            let source = Array("leak = (leak or 0) + 1 return leak".utf8)
            for _ in 1...2 { #expect(try LuaState().run(source, name: "leak.lua") == [1]) }
        }

        @Test func tooManyResultsAreRefused() throws {
            let error = try LuaState.failure("local t = {} for i = 1, 2000 do t[i] = i end return table.unpack(t)")
            #expect(error.kind == .conversion)
            #expect(error.message == "2000 values were returned, and 1000 are accepted")
        }
    }
}

/// A block of a file in the folder `Hostile`.
struct HostileCase: Sendable, CustomTestStringConvertible {
    var id = ""
    var wanted: [String] = []
    var source = ""

    var testDescription: String { id }

    static let all: [HostileCase] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Hostile")
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.sorted { $0.path < $1.path }.flatMap { file in
            (try? String(contentsOf: file, encoding: .utf8)).map(read) ?? []
        }
    }()

    static func read(_ text: String) -> [HostileCase] {
        text.split(separator: "\n\n").compactMap { block in
            var result = HostileCase()
            for line in block.split(separator: "\n") {
                if line.hasPrefix("-- id: ") {
                    result.id = String(line.dropFirst(7))
                } else if line.hasPrefix("-- want: ") {
                    result.wanted.append(String(line.dropFirst(9)))
                } else if line.hasPrefix("-- or: ") {
                    result.wanted.append(String(line.dropFirst(7)))
                } else if !line.hasPrefix("--") {
                    result.source += line + "\n"
                }
            }
            return result.id.isEmpty ? nil : result
        }
    }

    func accepts(_ outcome: String) -> Bool {
        wanted.contains(outcome) || wanted.contains("host-check") && (outcome == "ok" || outcome == "refused-result")
    }

    func run() throws -> String {
        // A slow machine must not turn the other outcomes into this one.
        let time: Duration = wanted.contains("time-limit") ? .seconds(1) : .seconds(20)
        let state = try LuaState(limits: LuaLimits(time: time, memory: 64 << 20))
        do {
            try state.run(Array(source.utf8), name: "\(id).lua")
            return "ok"
        } catch {
            switch error.kind {
            case .timeLimit: return "time-limit"
            case .memoryLimit: return "memory-limit"
            case .runtime, .syntax: return "script-error"
            case .conversion: return "refused-result"
            default: return "\(error.kind)"
            }
        }
    }
}
