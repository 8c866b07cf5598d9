/// What `explain` prints: the rule in words, the SQL, the database's plan.
enum Explanation {
    static func text(_ words: [String], _ compiled: (sql: String, plan: [String])) -> String {
        (words + ["A test of a missing value is false; ~ is the exact complement.", "", compiled.sql, ""] + compiled.plan)
            .joined(separator: "\n")
    }
}
