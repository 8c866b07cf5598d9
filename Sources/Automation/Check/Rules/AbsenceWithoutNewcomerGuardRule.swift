import Lua
import LuaSyntax

enum AbsenceWithoutNewcomerGuardRule: CheckRule {
    static let name = "absence-without-newcomer-guard"
    static let severity = Finding.Severity.warning
    static let summary = "Contacts are chosen by what they have not done, and nothing keeps those out who have only just come."
    static let why =
        "Who was created this morning has bought and opened nothing either, and gets the message for the idle. A condition on created_at beside it keeps newcomers out; so does one that only a contact with a past can meet, such as an earlier event."
    static let bad = """
        print(contact.where(contact.events("Purchase"):within("180d"):none()):count())
        """
    static let good = """
        print(contact.where(
            contact.events("Purchase"):within("180d"):none()
          & contact.created_at:older_than "180d"
        ):count())
        """

    static func check(_ script: CheckedScript) -> [Problem] {
        script.calls.flatMap { call -> [Problem] in
            guard call.owner?.name != EventClauseObject.luaClass else { return [] }
            return call.typedArguments.flatMap { value, type in
                LuaTypeNotation(type)?.names.contains(FilterObject.luaClass) ?? false
                    ? problems(value, isGuarded: false, EventQuestions(script: script)) : []
            }
        }
    }

    private static func problems(_ expression: Expression, isGuarded: Bool, _ questions: EventQuestions) -> [Problem] {
        let value = questions.script.value(expression)
        switch value.kind {
        case .binary(.bitAnd, _, _):
            let conditions = questions.conjunction(value)
            let isGuarded = isGuarded || conditions.contains(where: questions.needsPast)
            return conditions.flatMap { problems($0, isGuarded: isGuarded, questions) }
        case .binary(.bitOr, let left, let right):
            return problems(left, isGuarded: isGuarded, questions) + problems(right, isGuarded: isGuarded, questions)
        default:
            guard !isGuarded, questions.isAbsence(value) else { return [] }
            let fix = "add & contact.created_at:older_than \"…\", as long as the events are looked back for"
            return [Problem(value.line, "contacts without such events: newcomers are among them", fix: fix)]
        }
    }
}
