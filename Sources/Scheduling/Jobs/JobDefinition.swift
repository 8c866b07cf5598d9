public import Contacts

/// A job: which script, when, and under which rules. What a script's `job { … }` says of the schedule, read and understood.
///
/// ```swift
/// let job = try JobDefinition(
///     name: "sunset", script: "scripts/sunset.lua", settings: ["schedule": .text("0 3 * * *"), "overlap": .text("queue")],
///     zone: .utc)
/// ```
public struct JobDefinition: Sendable {
    public let name: String
    /// The script's path in the workspace.
    public let script: String
    /// What the script said, from which the rest was read.
    public let settings: [String: JobSetting]
    public var schedule: JobSchedule?
    public var triggers: [JobTrigger] = []
    /// The jobs whose good runs start this one.
    public var after: [String] = []
    public var zone = Zone.utc
    /// How far starts are spread, in milliseconds.
    public var jitter: Int64 = 0
    public var blackouts: [Blackout] = []
    public var catchUp = CatchUp.once
    /// How late a run may start, in milliseconds; nil is as late as may be.
    public var maxLate: Int64?
    public var overlap = OverlapPolicy.skip
    /// Groups of jobs, and how many runs of a group go on at once.
    public var concurrency: [String: Int] = [:]
    /// Which of the runs that are due goes first: the higher.
    public var priority = 0
    /// How often a failed run is tried again.
    public var retries = 0
    /// How long a run may take, in milliseconds; nil is the workspace's limit.
    public var timeout: Int64?
    public var delivery = Delivery.atLeastOnce
    /// Where the job's runs are announced: the URL of a check of the healthchecks.io protocol.
    public var ping: String?

    init(name: String, script: String, settings: [String: JobSetting]) {
        self.name = name
        self.script = script
        self.settings = settings
    }

    /// Whether anything but a person starts it.
    public var isAutomatic: Bool { schedule != nil || !triggers.isEmpty || !after.isEmpty }
}
