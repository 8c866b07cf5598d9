/// How one test ended.
public struct ScriptTestResult: Sendable, Hashable {
    public let file: String
    public let name: String
    /// Where it is declared in its file.
    public let line: Int?
    public let seconds: Double
    /// Nil where it passed.
    public let failure: ScriptTestFailure?
    /// What the test and its scripts printed and logged.
    public let output: [String]

    public var isPassed: Bool { failure == nil }
}
