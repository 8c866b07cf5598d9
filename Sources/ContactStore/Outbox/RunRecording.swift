/// What it takes to plan a run's script again as the run was.
public struct RunRecording: Sendable {
    public let run: RunRecord
    /// What `--set` gave, as a JSON object.
    public let arguments: String?
    /// The commit that its snapshot showed, unless others have committed while it ran.
    public let sequence: Int64
    /// In the order in which they were asked for.
    public let exchanges: [Exchange]
}
