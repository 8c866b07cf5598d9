extension Field {
    /// A value as this field holds it: an integer in a float field becomes a float, a whole float in an integer field an
    /// integer, a text in a date field a date. Anything else of another type is refused.
    public func validated(_ value: Value) throws(Invalid) -> Value {
        switch (type, value) {
        case (.text, .text(let text)):
            guard text.utf8.count <= Value.maximumTextLength || text.count <= Value.maximumTextLength else {
                throw .tooLong(tag, Value.maximumTextLength)
            }
            return value
        case (.float, .integer(let number)):
            return .float(Double(number))
        case (.float, .float(let number)) where number.isFinite:
            return value
        case (.integer, .float(let number)):
            guard let whole = Int64(exactly: number) else { throw mismatch(value) }
            return .integer(whole)
        case (.date, .text(let text)):
            guard let date = Value(text, as: .date) else { throw mismatch(value) }
            return date
        case (.integer, .integer), (.boolean, .boolean), (.date, .date):
            return value
        default:
            throw mismatch(value)
        }
    }

    private func mismatch(_ value: Value) -> Invalid {
        let wanted = type == .date ? "a date as 'yyyy-mm-dd'" : type.rawValue
        return Invalid(tag, "is invalid (\(wanted) expected, got \(value.type.rawValue))")
    }
}
