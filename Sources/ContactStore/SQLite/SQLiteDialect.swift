import Contacts

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

    func isNotTrue(_ expression: String) -> String { "(\(expression)) IS NOT TRUE" }

    func parameter(_ json: String, _ name: String) -> (value: String, type: String) {
        let path = "'$.\"" + name.replacing("\"", with: "\\\"").replacing("'", with: "''") + "\"'"
        return ("json_extract(\(json), \(path))", "json_type(\(json), \(path))")
    }
}
