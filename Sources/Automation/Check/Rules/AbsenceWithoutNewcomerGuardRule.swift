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
        let questions = EventQuestions(script: script)
        return script.calls.flatMap { call -> [Problem] in
            guard call.owner?.name != EventClauseObject.luaClass else { return [] }
            return call.typedArguments.flatMap { value, type -> [Problem] in
                guard LuaTypeNotation(type)?.names.contains(FilterObject.luaClass) ?? false else { return [] }
                var seen: Set<ObjectIdentifier> = []
                return problems(value, isGuarded: false, questions, &seen)
            }
        }
    }

    /// Each condition is looked at once, however often a script uses it; what is guarded needs no look.
    private static func problems(
        _ expression: Expression, isGuarded: Bool, _ questions: EventQuestions, _ seen: inout Set<ObjectIdentifier>
    ) -> [Problem] {
        let value = questions.script.value(expression)
        guard !isGuarded, seen.insert(ObjectIdentifier(value)).inserted else { return [] }
        let alternatives = questions.alternatives(value)
        guard alternatives.count == 1 else {
            return alternatives.flatMap { problems($0, isGuarded: false, questions, &seen) }
        }
        let conditions = questions.conjunction(value)
        if conditions.count > 1 || conditions.first !== value {
            let isGuarded = conditions.contains(where: questions.needsPast)
            return conditions.flatMap { problems($0, isGuarded: isGuarded, questions, &seen) }
        }
        guard questions.isAbsence(value) else { return [] }
        let fix = "add & contact.created_at:older_than \"…\", as long as the events are looked back for"
        return [Problem(value.line, "contacts without such events: newcomers are among them", fix: fix)]
    }
}
