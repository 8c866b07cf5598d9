import CLuaBridge

extension LuaState {
    /// Gives the script another time limit. Called while it runs, the new limit counts from that moment.
    public func limitTime(_ limit: Duration) {
        limits.time = limit
        clua_limit_time(guardian, UInt64(max(limit / .nanoseconds(1), 1)))
    }
}
