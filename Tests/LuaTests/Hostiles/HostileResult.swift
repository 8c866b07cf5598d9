import Foundation

@testable import Lua

/// How a hostile script ended, and what it took.
struct HostileResult {
    var outcome: String
    /// Of this thread alone.
    var seconds: Double
    var peakMemory: Int
    /// Whether scripts run correctly afterwards, in the same state and in a new one.
    var stateIsUsable: Bool

    static func of(_ hostile: HostileCase, _ way: HostileWay) throws -> HostileResult {
        let result = try of(hostile, way, time: .seconds(1))
        // On a machine that is busy the clock may end what was to end otherwise: then it gets its time.
        if result.outcome == "time-limit", !hostile.wanted(way).contains("time-limit"), result.seconds < 0.9 {
            return try of(hostile, way, time: .seconds(30))
        }
        return result
    }

    private static func of(_ hostile: HostileCase, _ way: HostileWay, time: Duration) throws -> HostileResult {
        let state = try hostileState(LuaLimits(time: time, memory: 64 << 20))
        let start = ThreadClock.now
        let outcome = outcome(of: way.wrap(hostile.source), in: state, way)
        let seconds = ThreadClock.now - start
        let peak = state.peakMemory
        return HostileResult(outcome: outcome, seconds: seconds, peakMemory: peak, stateIsUsable: try isUsable(state))
    }

    private static func outcome(of source: String, in state: LuaState, _ way: HostileWay) -> String {
        do {
            let values = try state.run(source, name: "hostile.lua")
            guard way == .inPcall else { return "ok" }
            guard values.first == false else { return values.first == true ? "ok" : "no answer of pcall: \(values)" }
            guard case .string(let type)? = values.dropFirst().first else { return "no error value" }
            return type == "string" && values.last == 0 ? "an empty message" : "caught"
        } catch {
            switch error.kind {
            case .timeLimit: return "time-limit"
            case .memoryLimit: return "memory-limit"
            case .runtime: return "script-error"
            case .syntax: return "syntax-error"
            case .conversion: return "refused-result"
            default: return "\(error.kind)"
            }
        }
    }

    private static func isUsable(_ state: LuaState) throws -> Bool {
        let inTheSame = try state.run("local n = 0 for i = 1, 1000 do n = n + i end local t = { n } return t[1] .. ''")
        let inANew = try LuaState(limits: LuaLimits(memory: 64 << 20)).run(
            """
            local list = {}
            for w in ('delta alpha charlie bravo'):gmatch('%a+') do list[#list + 1] = w end
            table.sort(list)
            local co = coroutine.wrap(function(a) local b = coroutine.yield(a + 1) return b * 2 end)
            local ok, e = pcall(error, { code = 7 })
            return table.concat(list, ' '), co(1), co(21), ok, e.code, load('return ...')(5)
            """)
        return inTheSame == ["500500"] && inANew == ["alpha bravo charlie delta", 2, 42, false, 7, 5]
    }
}
