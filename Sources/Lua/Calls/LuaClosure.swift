import CLuaBridge

/// A Swift function that Lua holds.
final class LuaClosure {
    let body: LuaBody
    let name: String
    let selfArguments: Int
    unowned(unsafe) let state: LuaState

    init(state: LuaState, name: String, selfArguments: Int, body: @escaping LuaBody) {
        self.state = state
        self.name = name
        self.selfArguments = selfArguments
        self.body = body
    }

    /// Runs the body; what it throws becomes a message on the stack, which C raises once this frame is gone.
    func run(_ thread: OpaquePointer) -> Int32 {
        do {
            let results = try body(LuaCall(thread: thread, closure: self))
            if let failure = state.takePendingFailure() { return state.fail(failure, thread) }
            return max(results, 0)
        } catch {
            state.pendingFailure = nil
            return state.fail(error, thread)
        }
    }
}

/// The entry point for C's trampoline.
func invokeLuaClosure(_ thread: OpaquePointer?, _ context: UnsafeMutableRawPointer?) -> Int32 {
    guard let thread, let context else { return 0 }
    return Unmanaged<LuaClosure>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.run(thread) }
}

/// Gives back what a userdata held.
func releaseLuaObject(_ context: UnsafeMutableRawPointer?) {
    guard let context else { return }
    LuaState.countReleased()
    Unmanaged<AnyObject>.fromOpaque(context).release()
}
