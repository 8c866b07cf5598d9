public import Contacts

/// A job as the store knows it.
public struct JobRecord: Hashable, Sendable, Identifiable {
    public var id: Int64
    public var name: String
    public var script: String
    /// The SHA-256 of the text that runs: the last good one.
    public var hash: String
    /// What the script's `job { … }` says of the schedule.
    public var settings: [String: JobSetting]
    /// Whether its script is gone.
    public var isRemoved: Bool
    /// Why the newest text of the script is not what runs; nil where it is.
    public var error: String?
    public var pausedAt: Timestamp?
    public var pauseReason: String?
    /// Occurrences up to this instant are in the ledger.
    public var cursor: Timestamp
    /// Runs in a row that went well or, below zero, that did not.
    public var streak: Int

    public init(
        id: Int64 = 0, name: String, script: String, hash: String, settings: [String: JobSetting], isRemoved: Bool = false,
        error: String? = nil, pausedAt: Timestamp? = nil, pauseReason: String? = nil, cursor: Timestamp, streak: Int = 0
    ) {
        self.id = id
        self.name = name
        self.script = script
        self.hash = hash
        self.settings = settings
        self.isRemoved = isRemoved
        self.error = error
        self.pausedAt = pausedAt
        self.pauseReason = pauseReason
        self.cursor = cursor
        self.streak = streak
    }
}
