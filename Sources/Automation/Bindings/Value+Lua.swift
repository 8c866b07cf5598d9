import Contacts
import Lua

extension Value {
    /// A Lua value that is a text, a number or a boolean; nil for anything else.
    init?(_ value: LuaValue) {
        switch value {
        case .string(let text): self = .text(text)
        case .integer(let number): self = .integer(number)
        case .number(let number): self = .float(number)
        case .boolean(let flag): self = .boolean(flag)
        default: return nil
        }
    }

    /// A time for a date field is the day that it falls on in the workspace's zone.
    func dated(for field: Field, in zone: Zone) -> Value {
        guard field.type == .date, case .text(let text) = self, CalendarDate(text) == nil, let instant = Timestamp(text) else {
            return self
        }
        return .date(zone.date(of: instant))
    }

    /// As scripts see it: days and instants as texts in ISO 8601, which compare as they follow each other.
    var lua: LuaValue {
        switch self {
        case .text(let text): .string(text)
        case .integer(let number): .integer(number)
        case .float(let number): .number(number)
        case .boolean(let flag): .boolean(flag)
        case .date(let date): .string(date.description)
        case .timestamp(let instant): .string(instant.description)
        }
    }
}
