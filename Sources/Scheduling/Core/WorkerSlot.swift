/// What a scheduler knows of one worker. Times are monotonic.
struct WorkerSlot {
    /// Its runs, in the order in which it does them; the first is going on.
    var runs: [Int64] = []
    /// Since when the first is going on.
    var since = Duration.zero
    var lastBeat = Duration.zero
    var isKilled = false
    /// Why it was ended by this scheduler.
    var killReason: String?
    var isRecalled = false
    /// How many runs it was given in all.
    var given = 0
    /// Whether another one was started to take its place.
    var isRenewed = false
}
