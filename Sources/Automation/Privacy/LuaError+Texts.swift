import Contacts
import Lua

extension LuaError {
    /// The error with other texts: its message, the script's line, the names of functions.
    func mapped(_ transform: (String) -> String) -> LuaError {
        var error = self
        error.message = transform(message)
        error.excerpt = excerpt.map(transform)
        error.traceback = traceback.map { frame in
            var frame = frame
            frame.function = frame.function.map(transform)
            return frame
        }
        // What the bindings threw says the same, and would say it in full.
        switch underlying {
        case is ScriptError, is Invalid, is LuaArgumentError, is LuaConversionError: error.underlying = ScriptError.usage(error.message)
        default: break
        }
        return error
    }
}
