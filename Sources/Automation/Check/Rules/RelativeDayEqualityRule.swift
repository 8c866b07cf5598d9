import Lua
import LuaSyntax

enum RelativeDayEqualityRule: CheckRule {
    static let name = "relative-day-equality"
    static let severity = Finding.Severity.warning
    static let summary = "A day is compared for equality with one that moves along with the clock."
    static let why =
        "A run that is missed or late misses everybody whose day it was, for ever. A span that is wider than the gap between runs, with an event key so that nobody gets it twice, does not."
    static let bad = """
        contact.where(contact.fields.last_purchase:on(time.days_ago(30))):update { plan = "lapsed" }
        """
    static let good = """
        contact.where(contact.fields.last_purchase:between(time.days_ago(37), time.days_ago(30)))
          :fire("Lapsed", {}, { key = "lapsed-30d" })
        """

    private static let fix = "use :between() or :within() over some days, with an event key so that it happens once"
    private static let relative: Set<String> = ["now", "today", "days_ago", "days_ahead", "ago", "ahead"]

    static func check(_ script: CheckedScript) -> [Problem] {
        let operators = script.calls.compactMap { call -> Problem? in
            guard call.isOne(PropertyObject.luaClass, "on", "eq"), let day = call.arguments.first, isRelative(day, script) else {
                return nil
            }
            return Problem(call.line, "a missed run misses the contacts of its day", fix: fix)
        }
        let comparisons = script.chunk.expressions.compactMap { expression -> Problem? in
            guard case .binary(let sign, let left, let right) = expression.kind, sign == .equal || sign == .notEqual,
                isRelative(left, script) && isOfContact(right, script) || isRelative(right, script) && isOfContact(left, script)
            else { return nil }
            return Problem(expression.line, "a missed run misses the contacts of its day", fix: fix)
        }
        return operators + comparisons
    }

    /// Whether a time is another one in each run.
    private static func isRelative(_ expression: Expression, _ script: CheckedScript) -> Bool {
        let value = script.value(expression)
        if case .index(let owner, let key) = value.kind, case .string("scheduled_at") = key.kind {
            return script.declaredType(owner)?.name == TypeNames.run
        }
        guard let call = script.declaredCall(value), call.owner?.name == TypeNames.time else { return false }
        if relative.contains(call.member.name) { return true }
        guard ["add", "subtract", "date"].contains(call.member.name), let time = call.arguments.first else { return false }
        return isRelative(time, script)
    }

    /// Whether a value is a contact's or an event's own.
    private static func isOfContact(_ expression: Expression, _ script: CheckedScript) -> Bool {
        let value = script.value(expression)
        if case .index(let owner, let key) = value.kind, case .string(let name) = key.kind {
            switch script.declaredType(owner)?.name {
            case TypeNames.recordFields: return true
            case TypeNames.record: return name == "created_at" || name == "updated_at"
            case EventBindings.shape.name: return name == "at"
            default: return false
            }
        }
        guard let call = script.declaredCall(value), call.isOne(TypeNames.time, "date"),
            let time = call.arguments.first
        else { return false }
        return isOfContact(time, script)
    }
}
