import Automation
import Contacts
import Formats
import Logging

/// A log event on its way out: merged with what its logger knows, and without addresses.
struct LogRecord {
    let at: Timestamp
    let level: Logger.Level
    let message: String
    /// In the order of their names.
    let fields: [(name: String, value: JSONValue)]

    /// The names of a line's own members; metadata of these names gets a `_` behind it.
    private static let ownNames: Set<String> = ["ts", "level", "message"]

    init(_ event: LogEvent, metadata: Logger.Metadata, provider: Logger.MetadataProvider?, at: Timestamp = SystemClock.now) {
        self.at = at
        level = event.level
        message = AddressMask.masked(event.message.description)
        var all = metadata
        all.merge(provider?.get() ?? [:]) { $1 }
        all.merge(event.metadata ?? [:]) { $1 }
        if let error = event.error, all["error"] == nil { all["error"] = .string(String(describing: error)) }
        fields = all.sorted { $0.key < $1.key }.map { key, value in
            let name = AddressMask.masked(key)
            return (Self.ownNames.contains(name) ? name + "_" : name, Self.json(value))
        }
    }

    /// One line of JSON.
    var json: String {
        var object: JSONObject = ["ts": .string(at.description), "level": .string(level.rawValue), "message": .string(message)]
        for (name, value) in fields { object[name] = value }
        return JSONValue.object(object).description
    }

    /// A line for a terminal: `03:00:00 info  sunset run 17 started attempt=2`. What the message says already is not said again.
    func text(in zone: Zone) -> String {
        let local = at.adding(milliseconds: zone.offset(at: at)).description
        let time = local.dropFirst(11).prefix(8)
        let words = Set(message.split { $0 == " " || $0 == ":" || $0 == "," })
        let rest = fields.map { ($0.name, $0.value.stringValue ?? $0.value.description) }.filter { !words.contains($0.1[...]) }
        return PlainText.line("\(time) \(Self.word(level)) \(message)" + rest.map { " \($0)=\($1)" }.joined())
    }

    /// The level in five columns.
    private static func word(_ level: Logger.Level) -> String {
        switch level {
        case .trace: "trace"
        case .debug: "debug"
        case .info: "info "
        case .notice: "note "
        case .warning: "warn "
        case .error: "error"
        case .critical: "crit "
        }
    }

    private static func json(_ value: Logger.MetadataValue) -> JSONValue {
        switch value {
        case .string(let text): .string(AddressMask.masked(text))
        case .stringConvertible(let value): json(value)
        case .array(let values): .array(values.map(json))
        case .dictionary(let members):
            .object(
                members.sorted { $0.key < $1.key }.reduce(into: JSONObject()) { $0[AddressMask.masked($1.key)] = json($1.value) })
        }
    }

    /// A number stays one: `"run": "\(id)"` is a text, `"run": .stringConvertible(id)` is not.
    private static func json(_ value: any CustomStringConvertible) -> JSONValue {
        if let flag = value as? Bool { return .bool(flag) }
        if let number = value as? any BinaryInteger, let integer = Int64(exactly: number) { return .integer(integer) }
        if let number = value as? any BinaryFloatingPoint, case let float = Double(number), float.isFinite { return .number(float) }
        return .string(AddressMask.masked(value.description))
    }
}
