import Contacts

/// Both sides of a comparison in SQL: a column's expression, and filters' values as that column holds them.
struct FilterOperands {
    let expression: SQLFragment
    let column: FilterColumn
    let clock: LogicalClock
    let dialect: any SQLDialect

    /// One comparison's sides.
    struct Operand {
        let expression: SQLFragment
        let parameter: SQLFragment
        /// What must hold beside the comparison: a JSON parameter has the value's type.
        var condition: SQLFragment?

        func guarded(_ test: SQLFragment) -> SQLFragment {
            guard let condition else { return test }
            return (condition + " AND " + test).parenthesised
        }
    }

    /// Values that are compared with the same expression.
    struct Group {
        let first: Operand
        var parameters: SQLFragment
    }

    /// The sides of a comparison with a value, or nil where the column never holds one of its kind.
    ///
    /// - Parameters:
    ///   - isEquality: whether it asks for `=` or `<>` alone: then statuses and ids are compared as they are stored.
    ///   - asksAboutTime: whether a parameter's text is taken for a time.
    func operand(_ value: Value, isEquality: Bool, _ asksAboutTime: Bool) -> Operand? {
        func plain(_ stored: SQLValue) -> Operand { Operand(expression: expression, parameter: SQLFragment("?", [stored])) }
        switch (column, value) {
        case (_, .float(let number)) where number.isNaN: return nil
        case (.text, .text), (.boolean, .boolean), (.date, .date), (.timestamp, .timestamp): return plain(Storage.stored(value))
        case (.integer, .integer), (.integer, .float), (.float, .integer), (.float, .float): return plain(Storage.stored(value))
        case (.status, .text(let text)):
            if isEquality, let status = SubscriptionStatus(rawValue: text) { return plain(.integer(status == .subscribed ? 1 : 0)) }
            let words = SubscriptionStatus.allCases.map { "WHEN \($0 == .subscribed ? 1 : 0) THEN '\($0.rawValue)'" }
            let word = "CASE " + expression + " \(words.joined(separator: " ")) END"
            return Operand(expression: word.parenthesised, parameter: SQLFragment("?", [.text(text)]))
        case (.id, .text(let text)):
            if isEquality, let id = UUIDv7(text), id.description == text { return plain(.blob(id.withBytes { [UInt8]($0) })) }
            return Operand(expression: idText, parameter: SQLFragment("?", [.text(text)]))
        case (.parameter(let type), _): return parameter(value, type, asksAboutTime)
        default: return nil
        }
    }

    /// The values by what they are compared with; those of other kinds left out.
    func groups(_ values: [Value], _ asksAboutTime: Bool) -> [Group] {
        var order: [String] = []
        var groups: [String: (first: Operand, values: [SQLValue])] = [:]
        for value in values {
            guard let operand = operand(value, isEquality: true, asksAboutTime) else { continue }
            let key = operand.expression.text + (operand.condition?.text ?? "")
            if groups[key] == nil { order.append(key) }
            groups[key, default: (operand, [])].values += operand.parameter.values
        }
        return order.compactMap { groups[$0] }.map { Group(first: $0.first, parameters: .list($0.values)) }
    }

    /// JSON parameters have no declared type: a test of one holds only where the JSON value is of the value's type.
    private func parameter(_ value: Value, _ type: String, _ asksAboutTime: Bool) -> Operand? {
        let types: String
        var expression = expression
        switch value {
        case .integer, .float: types = "('integer', 'real')"
        case .boolean: types = "('true', 'false')"
        case .text:
            if asksAboutTime { return nil }
            types = "('text')"
        case .timestamp:
            types = "('text')"
            expression = SQLFragment(dialect.instant(ofText: expression.text, in: clock.zone), expression.values)
        case .date: return nil
        }
        return Operand(
            expression: expression, parameter: SQLFragment("?", [Storage.stored(value)]), condition: SQLFragment("\(type) IN \(types)"))
    }

    private var idText: SQLFragment {
        let parts = [(1, 8), (9, 4), (13, 4), (17, 4), (21, 12)].map { "substr(hex(" + expression + "), \($0.0), \($0.1))" }
        return "lower(" + SQLFragment.joined(parts, by: " || '-' || ") + ")"
    }
}
