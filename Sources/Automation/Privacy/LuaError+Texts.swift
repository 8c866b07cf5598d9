import Contacts
import Lua

extension LuaError {
    /// The error with other texts: its message, the script's line, the names of functions.
    func mapped(_ transform: (String) -> String) -> LuaError {
        var error = self
        switch kind {
        case .timeLimit, .instructionLimit, .memoryLimit: break  // the program's own words
        default: error.message = Self.message(message, transform)
        }
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

    /// Of a message that was cut the last bytes go: a part of what is to be hidden may stand there, which nobody would know.
    private static func message(_ message: String, _ transform: (String) -> String) -> String {
        let shown = transform(message)
        guard message.utf8.count > LuaState.longestMessage else { return shown }
        return OutputMeter.cut(shown, to: shown.utf8.count - OutputMeter.longestHidden)
    }
}
