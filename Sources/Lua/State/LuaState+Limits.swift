import CLuaBridge

extension LuaState {
    /// Gives the script another time limit. Called while it runs, the new limit counts from that moment.
    public func limitTime(_ limit: Duration) {
        limits.time = limit
        clua_limit_time(guardian, UInt64(max(limit / .nanoseconds(1), 1)))
    }

    /// Whether a limit of the call in progress is reached, or it was interrupted. Host code that works long asks now and then,
    /// and gives up: whatever it throws, the script ends with the limit's error.
    public var isOver: Bool { clua_is_over(guardian) }

    /// How long the call in progress may still take; nil where nothing limits it.
    public var timeLeft: Duration? {
        let nanoseconds = clua_time_left(guardian)
        return nanoseconds == UInt64.max ? nil : .nanoseconds(Int64(clamping: nanoseconds))
    }

    /// Has every call from the host watched, and calls a closure where one has not ended long after its time limit.
    ///
    /// A state checks its limits itself. Where a script is stuck in something that checks nothing (a read that never returns, a
    /// fault of the virtual machine), nobody can end its thread, and a program that must not hang can only end itself. A script
    /// writes nothing, so nothing is lost by that.
    ///
    /// ```swift
    /// state.onSilence(after: .seconds(1)) { _exit(5) }
    /// ```
    ///
    /// - Parameters:
    ///   - patience: how far past its time limit a call may be.
    ///   - body: called once, on the watchdog's own thread, while the script's is still stuck.
    public func onSilence(after patience: Duration, _ body: @escaping @Sendable () -> Void) {
        silence = (patience, body)
    }

    /// A watch over an outermost call, where one is wanted.
    func watch() -> LuaWatchdog? {
        guard depth == 0, let silence else { return nil }
        return LuaWatchdog(over: interrupter, patience: silence.patience, onSilence: silence.body)
    }
}
