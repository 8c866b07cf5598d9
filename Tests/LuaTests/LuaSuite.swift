import Synchronization
import Testing

@testable import Lua

/// All tests of Lua states. They run one after the other: many count what Lua holds in the whole process.
@Suite(.serialized, .faultPass) struct LuaSuite {}

extension LuaState {
    /// Runs a script in this state.
    @discardableResult
    func run(_ source: String, name: String = "test.lua") throws(LuaError) -> [LuaValue] {
        let faults = LuaState.faults
        do {
            let values = try run(Array(source.utf8), name: name)
            if LuaState.faults > faults { FaultPass.check(self, nil) }
            return values
        } catch {
            if LuaState.faults > faults { FaultPass.check(self, error) }
            throw error
        }
    }

    /// The error that a script ends with in a state of its own.
    static func failure(_ source: String, limits: LuaLimits = LuaLimits()) throws -> LuaError {
        try LuaState(limits: limits).failure(source)
    }

    /// The error that a script ends with.
    func failure(_ source: String, name: String = "test.lua") throws -> LuaError {
        do {
            throw NoError(values: "\(try run(source, name: name))")
        } catch let error as LuaError {
            return error
        }
    }
}

/// A script that was to fail did not.
struct NoError: Error {
    var values: String
}

/// An object whose life is counted.
final class Probe: LuaObject {
    static let luaClass: LuaClassName = "probe"
    let number: Int64
    let onEnd: () -> Void

    init(_ number: Int64 = 0, onEnd: @escaping () -> Void = {}) {
        self.number = number
        self.onEnd = onEnd
    }

    deinit { onEnd() }
}

/// Counts, for closures.
final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    var value: Int {
        get { count.load(ordering: .relaxed) }
        set { count.store(newValue, ordering: .relaxed) }
    }
}
