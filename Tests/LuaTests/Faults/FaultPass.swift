import Foundation
import Synchronization
import Testing

@testable import Lua

/// The second pass over the suite, in a process of its own: each case runs again and again, and in the n-th of its runs
/// the n-th allocation of the scripts of each of its states fails. What the case expects is nothing then; what is expected
/// is that nothing crashes, hangs or stays behind, and that a script that was refused memory ends for that reason.
///
/// Findings and counts go to a file, one a line: see ``FaultReport``.
struct FaultPass: SuiteTrait, TestTrait, TestScoping {
    static let variable = "LUNATION_FAULT_REPORT"
    static let report = ProcessInfo.processInfo.environment[variable]
    static var isRunning: Bool { report != nil }
    private static let writing = Mutex<Void>(())

    var isRecursive: Bool { true }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        guard Self.isRunning, testCase != nil else { return try await function() }
        let live = LuaState.liveObjects
        let patience = ContinuousClock.now + (Soak.isFull ? .seconds(20) : .milliseconds(400))
        var n = 1
        var runs = 0
        var ended = false
        while !ended, ContinuousClock.now < patience {
            let (faults, left) = (LuaState.faults, LuaState.bytesLeft)
            LuaState.failAllocationOfScripts(n)
            try? await function()
            LuaState.failAllocationOfScripts(0)
            runs += 1
            ended = LuaState.faults == faults
            if LuaState.liveObjects != live { Self.write("finding", test, "allocation \(n): \(LuaState.liveObjects - live) objects stay") }
            if LuaState.bytesLeft != left { Self.write("finding", test, "allocation \(n): \(LuaState.bytesLeft - left) bytes stay") }
            n = n < 64 || Soak.isFull ? n + 1 : n + n / 8
        }
        Self.write(ended ? "whole" : "part", test, "\(runs)")
    }

    /// What holds for a state whose script was refused memory.
    static func check(_ state: LuaState, _ reason: LuaError?) {
        guard state.depth == 0 else { return }
        if state.hasRunOutOfMemory, reason?.kind != .memoryLimit, reason?.kind != .conversion {
            found("a script without memory ended with \(reason.map { "\($0)" } ?? "no error")")
        }
        guard reason?.kind != .interrupted else { return }
        do {
            let values = try state.run(Array("return 1 + 1".utf8), name: "after.lua")
            if values != [2] { found("afterwards 1 + 1 is \(values)") }
        } catch  where reason?.kind == .memoryLimit && state.limits.memory != nil {
            // What the script keeps may fill the state.
        } catch {
            found("afterwards a script ends with \(error)")
        }
    }

    private static func found(_ text: String) {
        if isRunning { write("finding", Test.current, text) } else { Issue.record(Comment(rawValue: text)) }
    }

    private static func write(_ kind: String, _ test: Test?, _ text: String) {
        guard let report else { return }
        let line = "\(kind)\t\(test?.name ?? "-")\t\(text.replacingOccurrences(of: "\n", with: " "))\n"
        writing.withLock { _ in
            guard let file = FileHandle(forWritingAtPath: report) else { return }
            file.seekToEndOfFile()
            file.write(Data(line.utf8))
            try? file.close()
        }
    }
}

extension Trait where Self == FaultPass {
    /// Lets the cases take part in the pass with failing allocations.
    static var faultPass: Self { FaultPass() }
}
