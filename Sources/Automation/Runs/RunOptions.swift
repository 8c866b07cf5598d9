public import Contacts
public import Lua

/// How a script is run.
public struct RunOptions {
    /// The instant that the run's clock stands at; nil is the system's now.
    public var now: Timestamp?
    /// What `--set` gave: the script reads them as `args`.
    public var arguments: [String: String] = [:]
    /// Limits in the place of the job's and the workspace's.
    public var changeGuard = ChangeGuard()
    /// Limits in the place of the job's and the workspace's: how long the script may compute, in bytes what it may use, and
    /// how many Lua instructions it may take.
    public var timeout: Span?
    /// The same to the millisecond, and above it; the job's own is not looked at then.
    public var timeLimit: Duration?
    public var memory: Int?
    public var instructions: Int?
    /// What started it; nil is a person.
    public var trigger: RunTrigger?
    /// Which attempt it is; nil counts those of this run alone, which starts over where others have changed its contacts.
    public var attempt: Int?
    /// How many contacts a plan shows.
    public var sampleSize = ScriptRunner.sampleSize
    /// Globals of the host's own, beside Lunation's.
    public var bindings: [LuaModule] = []
    /// What carries requests; nil is the network.
    public var webClient: (any WebClient)?
    /// Whether the requests of a committed run go out at once; otherwise they stay in the outbox.
    public var sendsRequests = true
    /// What to do about a script that has stopped answering; nil: nobody watches. It is called on a thread of its own, while the
    /// script's is still stuck, which nothing can end: a program that must not hang ends itself.
    public var onStall: (@Sendable (StalledScript) -> Void)?
    /// Takes the lines of the script that were executed, without those of its modules, each time that the script has run or failed;
    /// nil: lines are not recorded, which costs nothing. A run that starts over because somebody else has changed its contacts runs
    /// its script again. Where the script was not compiled, or there was no memory for its lines, there are none.
    public var onCoverage: ((_ lines: Set<Int>) -> Void)?
    /// Whether errors, log lines and printed lines show contact data; otherwise addresses and values stand there as `‹email›` and
    /// `‹value›`. Secrets are never shown.
    public var showsData = false
    /// The commit that random numbers are drawn for, in the place of the snapshot's.
    var seedSequence: Int64?
    /// Whether what is printed is an answer to somebody who has asked for it, as in a console.
    var printsData = false
    /// Where `log` goes.
    public var log: (LogEntry) -> Void = { _ in }
    /// Where `print` goes, line by line.
    public var print: (String) -> Void = { _ in }

    public init() {}
}
