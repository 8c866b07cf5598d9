/// The tests of one file, as they ended.
public struct ScriptTestSuite: Sendable, Hashable {
    public let file: String
    public let results: [ScriptTestResult]

    public var failures: Int { results.count { !$0.isPassed } }
    public var seconds: Double { results.reduce(0) { $0 + $1.seconds } }
}
