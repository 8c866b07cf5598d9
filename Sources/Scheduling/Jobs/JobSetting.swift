/// The value of one setting of a job, as the script's `job { … }` gives it.
public enum JobSetting: Hashable, Sendable {
    case text(String)
    case list([String])
    /// Names and whole numbers, as in `concurrency = { api = 2 }`.
    case table([String: Int])
}
