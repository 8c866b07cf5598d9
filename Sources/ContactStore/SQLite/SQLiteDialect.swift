import Contacts
import Formats

struct SQLiteDialect: SQLDialect {
    var beginImmediate: String { "BEGIN IMMEDIATE" }
    var beginSnapshot: String { "BEGIN DEFERRED" }

    func columnType(_ type: ValueType) -> String {
        switch type {
        case .text: "TEXT"
        case .float: "REAL"
        case .integer, .boolean, .date, .timestamp: "INTEGER"
        }
    }

    func isTrue(_ expression: String) -> String { "(\(expression)) IS TRUE" }
    func isNotTrue(_ expression: String) -> String { "(\(expression)) IS NOT TRUE" }

    func parameter(_ json: String, _ name: String) -> (value: String, type: String) {
        guard name.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) else {
            // SQLite's paths know no escapes in names: such a name is looked for among all.
            let member = "FROM json_each(\(json)) j WHERE j.key = \(literal(name))"
            return ("(SELECT j.value \(member))", "(SELECT j.type \(member))")
        }
        let path = literal("$.\"\(name)\"")
        return ("json_extract(\(json), \(path))", "json_type(\(json), \(path))")
    }

    func dayOfYear(ofDay expression: String) -> String { "strftime('%m-%d', \(expression) * 86400, 'unixepoch')" }

    func dayOfYear(ofInstant expression: String, in zone: Zone) -> String { "zone_day_of_year(\(expression), \(literal(zone.name)))" }

    func instant(ofText expression: String, in zone: Zone) -> String { "zone_instant(\(expression), \(literal(zone.name)))" }

    func literal(_ text: String) -> String {
        // A text with a zero byte would end the statement there.
        text.utf8.contains(0)
            ? "CAST(x'\(Hexadecimal.text(Array(text.utf8)))' AS TEXT)" : "'\(text.replacing(exactly: "'", with: "''"))'"
    }
}
