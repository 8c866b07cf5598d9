import Contacts
import LuaSyntax

enum UnknownArgumentRule: CheckRule {
    static let name = "unknown-argument"
    static let severity = Finding.Severity.error
    static let summary = "An argument is read that the job does not declare."
    static let why = "Where the job declares arguments, any other is nil always: --set refuses it."
    static let bad = """
        job { args = { days = 180 } }
        print(time.days_ago(args.dais or args.days))
        """
    static let good = """
        job { args = { days = 180 } }
        print(time.days_ago(args.days))
        """

    static func check(_ script: CheckedScript) -> [Problem] {
        guard let arguments = script.job?.arguments, !arguments.isEmpty else { return [] }
        return script.argumentReads.compactMap { name, line in
            guard let name, arguments[name] == nil else { return nil }
            return Problem(
                line, "the job declares no argument '\(name)'", name: name, among: arguments.keys.sorted(),
                orElse: "add it to job { args = { … } } with its default")
        }
    }
}

extension CheckedScript {
    /// Every use of `args`: the name that is read, or nil where it is only known when the script runs.
    var argumentReads: [(name: String?, line: Int)] {
        var reads: [(name: String?, line: Int)] = []
        var plain = 0
        for expression in chunk.expressions {
            switch expression.kind {
            case .global("args"): plain += 1
            case .index(let owner, let key):
                guard case .global("args") = owner.kind, case .string(let name) = key.kind else { continue }
                reads.append((name, key.line))
            default: continue
            }
        }
        return plain == reads.count ? reads : reads + [(nil, 0)]
    }
}
