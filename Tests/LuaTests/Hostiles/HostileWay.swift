/// How a hostile script is run: every limit must hold in each of these ways.
enum HostileWay: CaseIterable, Sendable {
    case plain, inPcall, inCoroutine

    func wrap(_ source: String) -> String {
        switch self {
        case .plain: source
        case .inPcall:
            """
            local type = type
            local function finish(ok, ...)
              if ok then return ok, ... end
              return ok, type((...)), type((...)) == 'string' and #(...) or 0
            end
            return finish(pcall(function(...)
            \(source)
            end))
            """
        case .inCoroutine: "return coroutine.wrap(function(...)\n\(source)\nend)()"
        }
    }
}
