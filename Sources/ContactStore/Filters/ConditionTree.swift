/// A condition as a tree of `AND` and `OR` over tests, written out so that SQLite's parser can take it.
///
/// Its stack holds 100 entries and each bracket that is open takes one or more of them. A tree of an ordinary depth is written
/// as people write it. A deep one is written with `&` and `|` on truth values: they bind alike, from the left, so that its
/// deepest way needs no bracket at all, and only the lesser branch of each fork is put in one.
indirect enum ConditionTree {
    /// - Parameter need: how much of the parser's stack the test takes beside that of any test.
    case test(SQLFragment, need: Int)
    case and(ConditionTree, ConditionTree)
    case or(ConditionTree, ConditionTree)

    /// What ordinary writing may take of the parser's stack; the rest is for tests and for what is around the condition.
    private static let ordinaryNeed = 30

    /// The condition, and what it takes of the parser's stack.
    func written(_ dialect: any SQLDialect) -> (sql: SQLFragment, need: Int) {
        let plain = plain()
        return plain.need <= Self.ordinaryNeed ? plain : bitwise(dialect)
    }

    private func plain() -> (sql: SQLFragment, need: Int) {
        switch self {
        case .test(let sql, let need): (sql, need)
        case .and(let left, let right): join(left, " AND ", right)
        case .or(let left, let right): join(left, " OR ", right)
        }
    }

    private func join(_ left: ConditionTree, _ sign: String, _ right: ConditionTree) -> (sql: SQLFragment, need: Int) {
        let (first, second) = (left.plain(), right.plain())
        let isSame =
            switch (self, left) {
            case (.and, .and), (.or, .or), (_, .test): true
            default: false
            }
        let isTest = if case .test = right { true } else { false }
        return (
            (isSame ? first.sql : first.sql.parenthesised) + sign + (isTest ? second.sql : second.sql.parenthesised),
            max(first.need + (isSame ? 0 : 1), second.need + (isTest ? 2 : 3))
        )
    }

    private func bitwise(_ dialect: any SQLDialect) -> (sql: SQLFragment, need: Int) {
        switch self {
        case .test(let sql, let need): (SQLFragment("(" + dialect.isTrue(sql.text) + ")", sql.values), need)
        case .and(let left, let right): bitwise(left, " & ", right, dialect)
        case .or(let left, let right): bitwise(left, " | ", right, dialect)
        }
    }

    private func bitwise(
        _ left: ConditionTree, _ sign: String, _ right: ConditionTree, _ dialect: any SQLDialect
    ) -> (sql: SQLFragment, need: Int) {
        var (first, second) = (left.bitwise(dialect), right.bitwise(dialect))
        if first.need < second.need { swap(&first, &second) }
        return (first.sql + sign + second.sql.parenthesised, max(first.need, second.need + 3))
    }
}
