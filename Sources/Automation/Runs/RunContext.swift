import ContactStore
import Contacts
import Lua

/// What the bindings of one run share: its snapshot, its clock, its declaration, and the rows that loops stand at.
final class RunContext {
    let snapshot: Snapshot
    /// The script's path in the workspace, or where it lies.
    let scriptPlace: String
    let arguments: [String: String]
    let log: (LogEntry) -> Void
    let veil: DataVeil
    /// What carries requests; the network is not touched before the first of them.
    lazy var web: any WebClient = webClient ?? NetworkClient()
    private let webClient: (any WebClient)?
    let allowedHosts: AllowedHosts
    var job = JobDeclaration()
    var hasJob = false
    /// Whether a binding has been used, after which `job` comes too late.
    var isStarted = false
    let rows: RowReader
    /// When the job last ran well.
    var since: Timestamp? { get throws { try snapshot.lastRun(of: jobName) } }
    /// How long the script may still take; nil where nothing limits it.
    var timeLeft: () -> Duration? = { nil }
    let attempt: Int
    let trigger: RunTrigger?
    let transfers: RunTransfers
    var ids = UUIDv7Generator()
    var random: SplitMix64

    init(
        snapshot: Snapshot, scriptPlace: String, arguments: [String: String], seed: UInt64, attempt: Int, trigger: RunTrigger?,
        transfers: RunTransfers, veil: DataVeil, webClient: (any WebClient)?, allowedHosts: AllowedHosts,
        log: @escaping (LogEntry) -> Void
    ) {
        self.transfers = transfers
        self.veil = veil
        self.webClient = webClient
        self.allowedHosts = allowedHosts
        self.snapshot = snapshot
        self.scriptPlace = scriptPlace
        self.arguments = arguments
        self.log = log
        self.attempt = attempt
        self.trigger = trigger
        self.random = SplitMix64(seed: seed)
        self.rows = RowReader(snapshot: snapshot, veil: veil)
    }

    /// Under which name what the job remembers is kept: what it calls itself, or the script's.
    var jobName: String { job.name ?? scriptPlace }

    var clock: LogicalClock { snapshot.clock }

    var secrets: Secrets { veil.secrets }

    /// Consent goes up only where the job says so.
    func checkResubscription(_ call: LuaCall) throws {
        guard job.allowed.contains("resubscribe") else {
            throw call.usage("consent only goes down; a job that means to raise it declares allow = { \"resubscribe\" }")
        }
    }
}
