/// Every rule, in the order of the document.
enum CheckRules {
    static let all: [any CheckRule.Type] = [
        SyntaxRule.self, UndefinedGlobalRule.self, UnknownMemberRule.self, DotOrColonRule.self, UnknownFieldRule.self, UnknownListRule.self,
        UnknownEventRule.self, BadJobRule.self, UnknownArgumentRule.self, UnusedArgumentRule.self, ReadOnlyPropertyRule.self,
        BooleanOperatorRule.self, WriteInPairsRule.self, AbsenceWithoutNewcomerGuardRule.self, RelativeDayEqualityRule.self,
        UnkeyedEventRule.self, DeleteWithoutGuardRule.self,
    ]

    static let names = all.map { $0.name }
}
