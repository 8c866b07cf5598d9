import CLuaBridge

extension LuaCall {
    /// As in `bad argument #1 to 'get' (string expected, got nil)`. In methods the object is not counted.
    public func argumentError(_ i: Int, expected: String) -> LuaArgumentError {
        let index = i - closure.selfArguments
        let got = typeName(i)
        guard index > 0 else {
            return LuaArgumentError(
                description: "bad self in call to '\(closure.name)' (\(expected) expected, got \(got)): call it with ':' on its object"
            )
        }
        return argumentError(i, "\(expected) expected, got \(got)")
    }

    /// As in `bad argument #1 to 'get' (the address is empty)`.
    public func argumentError(_ i: Int, _ reason: String) -> LuaArgumentError {
        LuaArgumentError(description: "bad argument #\(max(i - closure.selfArguments, 0)) to '\(closure.name)' (\(reason))")
    }

    /// Name of an argument's type as messages give it: a class by its own name.
    public func typeName(_ i: Int) -> String {
        guard i <= count, let name = clua_type_name(thread, Int32(i)) else { return "no value" }
        return String(cString: name)
    }
}
