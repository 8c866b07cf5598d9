import CLua
import CLuaBridge
import Synchronization

/// A Lua state with the sandboxed libraries and limits, for one script or for scripts that trust each other.
///
/// A state is used on one thread. It is cheap: make a new one for each run. Script code never sees addresses, files, the
/// host's clock, or other scripts' globals; what it can reach is registered with ``register(_:)-(LuaModule)``.
public final class LuaState {
    public internal(set) var limits: LuaLimits
    /// Stops the script from another thread.
    public let interrupter: LuaInterrupt
    /// Whether ``executedLines`` are recorded. It costs a call for each line and a bit for each line of a text, which the memory
    /// limit counts; a state that does not record pays nothing.
    public let recordsLines: Bool
    let environment: LuaEnvironment
    let main: OpaquePointer
    let guardian: OpaquePointer
    let references: LuaReferences
    /// What the host's functions share, for them to find from any call; the library has no use for it.
    public var companion: AnyObject?

    /// Texts of the scripts by the names shown in messages, for excerpts.
    var sources: [String: [UInt8]] = [:]
    /// References of metatables by class name, and by Swift type once an object was pushed.
    var classes: [LuaClassName: Int32] = [:]
    @exclusivity(unchecked) var classesByType: [ObjectIdentifier: Int32] = [:]
    var records: [ObjectIdentifier: LuaRecordRegistration] = [:]
    var recordTypes: [LuaRecordType] = []
    /// What the host threw last, with the message the script saw.
    var thrown: (message: String, error: any Error)?
    /// What a push on a ``LuaCall`` could not do.
    @exclusivity(unchecked) var pendingFailure: LuaConversionError?
    /// What is done about a call that does not end: see ``onSilence(after:_:)``.
    var silence: (patience: Duration, body: @Sendable () -> Void)?
    /// Protected calls in progress.
    var depth = 0

    public init(
        limits: LuaLimits = LuaLimits(), environment: LuaEnvironment = LuaEnvironment(), recordsLines: Bool = false
    ) throws(LuaError) {
        self.limits = limits
        self.environment = environment
        self.recordsLines = recordsLines
        interrupter = LuaInterrupt()
        var bounds = clua_limits(
            time: limits.time.map { UInt64(max($0 / .nanoseconds(1), 1)) } ?? 0,
            instructions: limits.instructions.map { Int64(max($0, 1)) } ?? 0,
            memory: limits.memory.map { max($0, 1) } ?? 0,
            source: max(limits.sourceSize, 1),
            load: max(limits.loadSize, 1),
            seed: environment.seed
        )
        guard let main = clua_open(&bounds, invokeLuaClosure, releaseLuaObject, interrupter.flag),
            let guardian = clua_guard_of(main)
        else {
            throw LuaError(kind: .memoryLimit, message: "the memory limit is too small for a Lua state")
        }
        self.main = main
        self.guardian = guardian
        references = LuaReferences(guardAddress: UInt(bitPattern: guardian))
        if recordsLines { clua_record_lines(guardian) }
        installEnvironment()
    }

    deinit {
        references.close()
        clua_close(main)
    }

    /// The thread that calls from the host go to: inside a callback, the coroutine it was called from.
    var thread: OpaquePointer { clua_current(guardian) ?? main }

    /// Bytes that the state holds.
    public var usedMemory: Int { Int(clua_used_memory(guardian)) }

    /// The most that ``usedMemory`` has been.
    public var peakMemory: Int { Int(clua_peak_memory(guardian)) }

    /// Instructions executed so far, in steps of up to 1000.
    public var instructionsUsed: Int { Int(clua_instructions(guardian)) }

    /// Stops the running script; the same as `interrupter.interrupt`.
    public func interrupt(_ reason: String) {
        interrupter.interrupt(reason)
    }

    /// Collects all garbage, and so releases host objects that no script holds any more.
    public func collectGarbage() {
        inGrace { clua_collect(main) }
    }

    /// Runs host code during which allocations are not refused, so that Lua has nothing to raise.
    func inGrace<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        clua_enter_host(guardian)
        defer { clua_leave_host(guardian) }
        return try body()
    }

    // MARK: Counting what Lua holds

    private static let held = Atomic<Int>(0)

    /// Host objects and functions that Lua states hold now, in the whole process; for tests of leaks.
    public static var liveObjects: Int { held.load(ordering: .relaxed) }

    static func countHeld() {
        held.wrappingAdd(1, ordering: .relaxed)
    }

    static func countReleased() {
        held.wrappingSubtract(1, ordering: .relaxed)
    }
}
