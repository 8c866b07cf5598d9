import CLua
import CLuaBridge

extension LuaState {
    /// The most bytes of a message that are kept; one that was longer ends in an ellipsis behind them.
    public static let longestMessage = 8192

    func takePendingFailure() -> LuaConversionError? {
        guard pendingFailure != nil else { return nil }
        defer { pendingFailure = nil }
        return pendingFailure
    }

    /// Pushes the message of a thrown error and keeps the error, and returns what C is to do.
    func fail(_ error: any Error, _ thread: OpaquePointer) -> Int32 {
        let message = "\(error)"
        thrown = (message, error)
        _ = lua_checkstack(thread, 4)
        LuaWriter.push(message, on: thread)
        return (error as? LuaError)?.line == nil ? CLUA_RAISE : CLUA_RAISE_BARE
    }

    /// The error of a call that failed; its value is on top of the stack.
    func error(status: Int32, on thread: OpaquePointer, script: String?) -> LuaError {
        switch status {
        case CLUA_STOPPED: return stopped()
        case CLUA_MEMORY_LIMIT: return placed(LuaError(kind: .memoryLimit, message: memoryMessage))
        default:
            let text = message(on: thread)
            if let nested = nestedError(text) { return nested }
            var (place, rest) = split(text)
            if place == nil, let script {
                let prefix = script + ": "
                place = (script, nil)
                if rest.hasPrefix(prefix) { rest.removeFirst(prefix.count) }
            }
            var result = LuaError(
                kind: status == CLUA_SYNTAX_ERROR ? .syntax : .runtime, message: rest, script: place?.script, line: place?.line
            )
            if let thrown, rest == thrown.message || (!thrown.message.isEmpty && text.hasSuffix(thrown.message)) {
                result.underlying = thrown.error
            }
            if status == CLUA_SYNTAX_ERROR {
                result.message = LuaError.onOneLine(rest)
                result.excerpt = excerpt(result)
                return result
            }
            return placed(result)
        }
    }

    /// An error of a script's function that the host called, and whose error it passed on.
    private func nestedError(_ text: String) -> LuaError? {
        guard let thrown, let inner = thrown.error as? LuaError, text.hasSuffix(thrown.message) else { return nil }
        return inner.script == nil ? nil : inner
    }

    private func stopped() -> LuaError {
        switch clua_stop_reason(guardian) {
        case CLUA_INSTRUCTION_LIMIT:
            placed(LuaError(kind: .instructionLimit, message: "the limit of \(limits.instructions ?? 0) instructions was reached"))
        case CLUA_MEMORY_REACHED:
            placed(LuaError(kind: .memoryLimit, message: memoryMessage))
        case CLUA_INTERRUPTED:
            placed(LuaError(kind: .interrupted, message: interrupter.reason ?? "the script was interrupted"))
        default:
            placed(LuaError(kind: .timeLimit, message: "the time limit of \(limits.time ?? .zero) was reached"))
        }
    }

    private var memoryMessage: String {
        guard let memory = limits.memory else { return "there is not enough memory" }
        let size = memory % (1 << 20) == 0 ? "\(memory >> 20) MiB" : "\(memory) bytes"
        return "the memory limit of \(size) was reached"
    }

    /// Adds traceback, position and excerpt.
    private func placed(_ error: LuaError) -> LuaError {
        var error = error
        error.traceback = traceback
        if error.line == nil, let frame = error.traceback.first {
            error.script = frame.script
            error.line = frame.line
        }
        error.excerpt = excerpt(error)
        return error
    }

    private var traceback: [LuaFrame] {
        (0..<clua_frame_count(guardian)).map { i in
            LuaFrame(
                script: String(cString: clua_frame_script(guardian, i)),
                line: Int(clua_frame_line(guardian, i)),
                function: clua_frame_function(guardian, i).map { String(cString: $0) },
                isMainChunk: clua_frame_is_main(guardian, i)
            )
        }
    }

    /// The line that an error is in.
    private func excerpt(_ error: LuaError) -> String? {
        guard let script = error.script, let line = error.line, let source = sources[script] else { return nil }
        let lines = source.split(separator: UInt8(ascii: "\n"), maxSplits: line, omittingEmptySubsequences: false)
        guard line >= 1, line <= lines.count else { return nil }
        let spaces: [UInt8] = [0x20, 0x09, 0x0D]
        let text = lines[line - 1].drop { spaces.contains($0) }.prefix(200)
        guard let last = text.lastIndex(where: { !spaces.contains($0) }) else { return nil }
        return String(decoding: text[...last], as: UTF8.self)
    }

    /// The error value as text. Its `__tostring` is not called: the limits are over.
    private func message(on thread: OpaquePointer) -> String {
        let top = lua_gettop(thread)
        defer { lua_settop(thread, top) }
        if lua_type(thread, top) == LUA_TTABLE, inGrace({ lua_checkstack(thread, 2) }) != 0 {
            inGrace { LuaWriter.push("message", on: thread) }
            lua_rawget(thread, top)
        }
        let type = lua_type(thread, -1)
        guard type == LUA_TSTRING || type == LUA_TNUMBER else {
            return "the error value is not a text but \(LuaReader.type(of: top, in: thread).article)"
        }
        var size = 0
        let text = inGrace { lua_tolstring(thread, -1, &size) }
        let bytes = UnsafeRawBufferPointer(start: text, count: min(size, LuaState.longestMessage))
        return String(decoding: bytes, as: UTF8.self) + (size > LuaState.longestMessage ? "…" : "")
    }

    /// Splits `script:line: message`, where the script is one of this state.
    private func split(_ text: String) -> (place: (script: String, line: Int?)?, message: String) {
        let bytes = Array(text.utf8)
        let colon = UInt8(ascii: ":")
        var start = 0
        while let first = bytes[start...].firstIndex(of: colon) {
            let digits = bytes[(first + 1)...].prefix { $0 >= 0x30 && $0 <= 0x39 }
            let end = digits.endIndex
            if !digits.isEmpty, end + 1 < bytes.count, bytes[end] == colon, bytes[end + 1] == 0x20 {
                let script = String(decoding: bytes[..<first], as: UTF8.self)
                guard sources[script] != nil || script == "(load)" else { return (nil, text) }
                let line = Int(String(decoding: digits, as: UTF8.self))
                return ((script, line), String(decoding: bytes[(end + 2)...], as: UTF8.self))
            }
            start = first + 1
        }
        return (nil, text)
    }
}

extension LuaType {
    fileprivate var article: String {
        switch self {
        case .none, .nil: "nil"
        case .integer: "an integer"
        default: "a \(rawValue)"
        }
    }
}
