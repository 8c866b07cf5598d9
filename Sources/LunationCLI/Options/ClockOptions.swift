import ArgumentParser
import Lunation

/// The option that sets a run's clock.
struct ClockOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The instant that the clock stands at: a day or a time in ISO 8601.", valueName: "time"),
        transform: { text in
            guard let instant = Timestamp(text) else {
                throw ValidationError("'\(text)' is neither a day (yyyy-mm-dd) nor a time (ISO 8601)")
            }
            return instant
        })
    var now: Timestamp?
}
