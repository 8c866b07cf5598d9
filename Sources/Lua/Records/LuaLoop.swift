import CLua
import CLuaBridge

/// What a loop over rows calls for each row: C's iterator holds it, and pushes what the row has been filled with.
final class LuaLoop {
    /// Bytes that a walk is counted with: its cursor, a prepared statement, its rows.
    static let weight = 8 << 10

    private let body: () throws -> Bool
    private unowned(unsafe) let state: LuaState
    /// The row or cursor, which lives as long as the loop.
    private let row: AnyObject

    init(state: LuaState, row: AnyObject, body: @escaping () throws -> Bool) {
        self.state = state
        self.row = row
        self.body = body
    }

    func next(_ thread: OpaquePointer) -> Int32 {
        do {
            return try body() ? 1 : 0
        } catch {
            state.pendingFailure = nil
            return state.fail(error, thread)
        }
    }
}

/// The entry point for C's iterator.
private func nextLuaRow(_ thread: OpaquePointer?, _ context: UnsafeMutableRawPointer?) -> Int32 {
    guard let thread, let context else { return 0 }
    return Unmanaged<LuaLoop>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.next(thread) }
}

extension LuaCall {
    /// Pushes an iterator that hands out the values of a row, once `next` has filled it; `next` answers false at the end.
    public func push(rows row: LuaRow, next: @escaping () throws -> Bool) {
        guard reserve() else { return }
        let loop = LuaLoop(state: state, row: row, body: next)
        LuaState.countHeld()
        clua_push_loop(thread, Unmanaged<AnyObject>.passRetained(loop).toOpaque(), nextLuaRow, row.pointer, 0, 0, 0, LuaLoop.weight)
    }

    /// Pushes an iterator that hands out a record for each row that `next` has made a cursor stand on.
    public func push(records cursor: LuaCursor, next: @escaping () throws -> Bool) {
        note { () throws(LuaConversionError) in
            let registration = try cursor.attach(to: state)
            guard reserve() else { return }
            let loop = LuaLoop(state: state, row: cursor, body: next)
            LuaState.countHeld()
            clua_push_loop(
                thread, Unmanaged<AnyObject>.passRetained(loop).toOpaque(), nextLuaRow, cursor.pointer, registration.metatable,
                registration.id, registration.viewCount, LuaLoop.weight)
        }
    }
}
