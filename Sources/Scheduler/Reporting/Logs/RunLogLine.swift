import Automation
public import Contacts
import Formats

/// A line of a run's log: what a script logged or printed, or what was said about the run.
public struct RunLogLine: Hashable, Sendable {
    public var at: Timestamp
    /// A level of ``LogEntry``, or ``printed``.
    public var level: String
    var message: String
    var fields = JSONObject()
    var script: String?
    var line: Int?

    /// The level of lines that the script printed.
    static let printed = "print"

    init(at: Timestamp, level: String, message: String) {
        self.at = at
        self.level = level
        self.message = AddressMask.masked(message)
    }

    init(_ entry: LogEntry, at: Timestamp) {
        self.init(at: at, level: entry.level.rawValue, message: entry.message)
        for (name, value) in entry.fields.sorted(by: { $0.key < $1.key }) { fields[AddressMask.masked(name)] = Self.json(value) }
        script = entry.script.map(AddressMask.masked)
        line = entry.line
    }

    /// Reads a line of the file; nil for one that was cut short.
    public init?(_ text: String) {
        guard let value = try? JSONValue(parsing: text), let at = value["ts"]?.stringValue.flatMap({ Timestamp($0) }),
            let level = value["level"]?.stringValue, let message = value["message"]?.stringValue
        else { return nil }
        self.at = at
        self.level = level
        self.message = message
        fields = value["fields"]?.objectValue ?? JSONObject()
        script = value["script"]?.stringValue
        line = value["line"]?.integerValue.map { Int(truncatingIfNeeded: $0) }
    }

    /// As it stands in the file.
    var json: String {
        var object: JSONObject = [
            "ts": .string(at.description), "level": .string(level), "message": .string(message), "fields": .object(fields),
        ]
        object["script"] = script.map { .string($0) }
        object["line"] = line.map { .integer(Int64($0)) }
        return JSONValue.object(object).description
    }

    /// For a terminal, as `lunation run` shows it: `info: idle customers contacts=3 (sunset.lua:19)`.
    public var text: String {
        if level == Self.printed { return PlainText.line(message) }
        let fields = fields.map { " \($0.key)=\($0.value.stringValue ?? $0.value.description)" }.joined()
        return PlainText.line("\(level): \(message)\(fields)" + (script.map { " (\($0):\(line ?? 0))" } ?? ""))
    }

    private static func json(_ value: Value) -> JSONValue {
        switch value {
        case .integer(let number): .integer(number)
        case .float(let number) where number.isFinite: .number(number)
        case .boolean(let flag): .bool(flag)
        default: .string(AddressMask.masked(value.description))
        }
    }
}
