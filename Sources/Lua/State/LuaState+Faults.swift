import CLuaBridge

/// Allocations that fail, for tests.
extension LuaState {
    /// Makes the n-th allocation of scripts from now on fail once.
    func failAllocation(_ n: Int) {
        clua_fail_allocation(guardian, Int64(n))
    }

    /// Makes the n-th allocation of the next state of this thread fail, those of its opening included; 0 ends that.
    static func failAllocationOfNextState(_ n: Int) {
        clua_fail_in_next(Int64(n))
    }

    /// Makes the n-th allocation of the scripts of each state fail that is opened from now on, on any thread; 0 ends that.
    static func failAllocationOfScripts(_ n: Int) {
        clua_fail_in_scripts(Int64(n))
    }

    /// Whether that allocation is still to come.
    var isWaitingToFail: Bool { clua_until_failure(guardian) > 0 }

    /// Whether the last call was over because of memory, whatever the script made of it.
    var hasRunOutOfMemory: Bool { clua_stop_reason(guardian) == CLUA_MEMORY_REACHED }

    /// Allocations that were made to fail so far, in the whole process.
    static var faults: Int { Int(clua_faults()) }

    /// Bytes that states held after they were closed, in the whole process.
    static var bytesLeft: Int { Int(clua_bytes_left()) }
}
