/// What is wrong with a setting of a job, and what to write in its place.
public struct JobError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The setting's name, without `job.`.
    public let setting: String
    /// To be read after the name: `is no span of time`.
    public let problem: String
    public let fix: String

    public init(_ setting: String, _ problem: String, fix: String) {
        self.setting = setting
        self.problem = problem
        self.fix = fix
    }

    public var description: String { "job.\(setting) \(problem); \(fix)" }
}
