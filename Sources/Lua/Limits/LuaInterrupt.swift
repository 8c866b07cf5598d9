import CLuaBridge
import Synchronization

/// Stops a running script from any thread.
///
/// The script ends at its next check point (at the latest after 1000 instructions) with an error of kind
/// ``LuaError/Kind/interrupted`` that it cannot catch.
public final class LuaInterrupt: Sendable {
    private let reasonGiven = Mutex<String?>(nil)
    nonisolated(unsafe) let flag: OpaquePointer?

    public init() {
        flag = clua_interrupt_new()
    }

    deinit {
        clua_interrupt_free(flag)
    }

    /// Asks the script to stop; `reason` becomes the error's message.
    public func interrupt(_ reason: String) {
        reasonGiven.withLock { $0 = reason }
        if let flag { clua_interrupt_raise(flag) }
    }

    /// Takes a request back, so that the state can be used again.
    public func reset() {
        reasonGiven.withLock { $0 = nil }
        if let flag { clua_interrupt_clear(flag) }
    }

    /// How far past its time limit the call in progress is; zero while it is not, and where there is none.
    public var overdue: Duration {
        flag.map { .nanoseconds(Int64(clamping: clua_interrupt_overdue($0))) } ?? .zero
    }

    /// What was given to ``interrupt(_:)``, if anything.
    public var reason: String? {
        reasonGiven.withLock { $0 }
    }
}
