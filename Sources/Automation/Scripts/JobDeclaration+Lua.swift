import Contacts
import Lua
import Scheduling

extension JobDeclaration {
    private static let scheduleKeys = Set(scheduleSettings.map(\.name))
    private static let ownKeys = Set(ownSettings.map(\.name))
    /// Settings whose types say that they are more than one text.
    private static let listKeys = Set(scheduleSettings.filter { $0.type.hasSuffix("[]") }.map(\.name))
    private static let tableKeys = Set(scheduleSettings.filter { $0.type.hasPrefix("table") }.map(\.name))

    /// Reads the table that `job` is called with. Unknown keys are errors: a misspelt guard must not be a missing one.
    init(_ table: LuaTable) throws(ScriptError) {
        self.init()
        guard table.array.isEmpty else { throw .usage("job takes name = value pairs") }
        for (key, value) in table.fields {
            switch key {
            case "name": name = try Self.text(value, "name")
            case "timeout": timeout = try Self.span(value)
            case "guard": changeGuard = try Self.changeGuard(value, named: "job.guard")
            case "args": arguments = try Self.arguments(value)
            case "allow": allowed = try Self.allowed(value)
            case _ where Self.scheduleKeys.contains(key): schedule[key] = try Self.setting(value, key)
            default:
                throw .usage("job has no setting '\(key)'\(Suggestion.phrase(for: key, in: Self.ownKeys.union(Self.scheduleKeys)))")
            }
        }
    }

    private static func text(_ value: LuaValue, _ key: String) throws(ScriptError) -> String {
        guard case .string(let text) = value, !text.isEmpty else { throw .usage("job.\(key) must be a text") }
        return text
    }

    private static func span(_ value: LuaValue) throws(ScriptError) -> Span {
        guard case .string(let text) = value, let span = Span(text), span.exactMilliseconds != nil else {
            throw .usage("job.timeout must be a time such as '30s', '10m' or '2h'")
        }
        return span
    }

    /// Limits as scripts write them; `owner` is what messages call the table.
    static func changeGuard(_ value: LuaValue, named owner: String) throws(ScriptError) -> ChangeGuard {
        guard case .table(let table) = value, table.array.isEmpty else { throw .usage("\(owner) must be a table of limits") }
        var limits: [ChangeGuard.Measure: ChangeGuard.Limit] = [:]
        for (key, value) in table.fields {
            guard let measure = ChangeGuard.Measure(rawValue: key) else {
                throw .usage(
                    "\(owner) has no limit '\(key)'\(Suggestion.phrase(for: key, in: ChangeGuard.Measure.allCases.map(\.rawValue)))")
            }
            let limit: ChangeGuard.Limit? =
                switch value {
                case .integer(let count): ChangeGuard.Limit(String(count))
                case .string(let text): ChangeGuard.Limit(text)
                default: nil
                }
            guard let limit else { throw .usage("\(owner).\(key) must be a number or a share such as '5%'") }
            limits[measure] = limit
        }
        return ChangeGuard(limits)
    }

    private static func arguments(_ value: LuaValue) throws(ScriptError) -> [String: Value] {
        guard case .table(let table) = value, table.array.isEmpty else { throw .usage("job.args must be a table of names and defaults") }
        var arguments: [String: Value] = [:]
        for (key, value) in table.fields {
            guard let argument = Value(value) else { throw .usage("job.args.\(key) must be a text, a number or a boolean") }
            arguments[key] = argument
        }
        return arguments
    }

    private static func allowed(_ value: LuaValue) throws(ScriptError) -> Set<String> {
        guard case .table(let table) = value, table.fields.isEmpty else { throw .usage("job.allow must be a list of words") }
        var allowed: Set<String> = []
        for word in table.array {
            guard case .string("resubscribe") = word else { throw .usage("job.allow takes 'resubscribe' alone") }
            allowed.insert("resubscribe")
        }
        return allowed
    }

    private static func setting(_ value: LuaValue, _ key: String) throws(ScriptError) -> JobSetting {
        switch value {
        case .string(let text): return .text(text)
        case .integer(let number): return .text(String(number))
        case .number(let number): return .text(String(number))
        case .boolean(let flag): return .text(String(flag))
        case .table(let table) where tableKeys.contains(key): return .table(try counts(table, key))
        case .table(let table) where listKeys.contains(key): return .list(try texts(table, key))
        default:
            let lists = listKeys.contains(key) ? " or a list of texts" : " or a number"
            throw .usage("job.\(key) must be \(tableKeys.contains(key) ? "a table of names and whole numbers" : "a text\(lists)")")
        }
    }

    private static func texts(_ table: LuaTable, _ key: String) throws(ScriptError) -> [String] {
        let texts = table.array.compactMap { if case .string(let text) = $0 { text } else { nil } }
        guard table.fields.isEmpty, texts.count == table.array.count else { throw .usage("job.\(key) must be a text or a list of texts") }
        return texts
    }

    private static func counts(_ table: LuaTable, _ key: String) throws(ScriptError) -> [String: Int] {
        var counts: [String: Int] = [:]
        for (name, value) in table.fields {
            guard case .integer(let count) = value else { throw .usage("job.\(key).\(name) must be a whole number") }
            counts[name] = Int(count)
        }
        guard table.array.isEmpty else { throw .usage("job.\(key) must be a table of names and whole numbers") }
        return counts
    }
}
