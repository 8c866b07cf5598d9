/// A script that is long past its time limit and does not end, because it is stuck in something that checks no limit.
public struct StalledScript: Sendable, CustomStringConvertible {
    /// The script's name.
    public let script: String

    /// As long as the script's limit again, but not less than a second nor more than ten: how far past its limit a script is
    /// when it counts as stuck.
    static func patience(_ limit: Duration) -> Duration { min(max(limit, .seconds(1)), .seconds(10)) }

    /// One line: what happened, and what became of the run.
    public var description: String {
        "\(script): the script has stopped answering, long past its time limit; the process was ended and nothing was changed"
    }
}
