import ArgumentParser
import Lunation

/// The option that sets a run's clock.
struct ClockOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The instant that the clock stands at: a day or a time in ISO 8601.", valueName: "time"))
    var now: String?

    func validate() throws {
        if let now, Timestamp(now) == nil { throw ValidationError("'\(now)' is neither a day (yyyy-mm-dd) nor a time (ISO 8601)") }
    }

    /// The instant, or nil for the system's now.
    var instant: Timestamp? { now.flatMap { Timestamp($0) } }
}
