import CLua
import CLuaBridge

extension LuaState {
    /// Gives Lua what it needs of the host: clock, print, modules.
    func installEnvironment() {
        inGrace {
            let environment = environment
            pushClosure(main, name: "now", selfArguments: 0) { call in
                call.push(environment.now())
                return 1
            }
            pushClosure(main, name: "offset", selfArguments: 0) { call in
                call.push(environment.utcOffset(try call.number(1)))
                return 1
            }
            pushClosure(main, name: "print", selfArguments: 0) { call in
                environment.print(String(decoding: try call.bytes(1), as: UTF8.self))
                return 0
            }
            pushClosure(main, name: "require", selfArguments: 0) { call in
                guard let (name, source) = try environment.module(try call.string(1)) else {
                    call.pushNil()
                    return 1
                }
                call.push(call.state.remember(source, as: name))
                call.push(source)
                return 2
            }
            clua_install_host(main)
        }
    }

    /// Keeps a text for excerpts and returns the name that messages show.
    func remember(_ source: [UInt8], as name: String) -> String {
        let shown = LuaState.shownName(of: name)
        sources[shown] = source
        return shown
    }

    /// Pushes a Swift function. Needs one free slot, and grace.
    ///
    /// - Parameter weight: bytes that the body keeps for the script.
    func pushClosure(_ thread: OpaquePointer, name: String, selfArguments: Int, weight: Int = 0, body: @escaping LuaBody) {
        let closure = LuaClosure(state: self, name: name, selfArguments: selfArguments, body: body)
        LuaState.countHeld()
        clua_push_function(thread, Unmanaged.passRetained(closure).toOpaque(), weight)
    }

    /// Pops a function and keeps it.
    func takeFunction(_ thread: OpaquePointer) -> LuaFunction {
        LuaFunction(reference: clua_ref(thread), references: references)
    }

    /// Gives back what host objects released since the last call.
    func releaseReferences() {
        for reference in references.takeReleased() { clua_unref(main, reference) }
    }
}
