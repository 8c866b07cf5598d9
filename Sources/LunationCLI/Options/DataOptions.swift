import ArgumentParser

/// Whether errors and log lines may show contact data.
struct DataOptions: ParsableArguments {
    @Flag(
        name: .customLong(Disclosure.name),
        help: "Show addresses and values of contacts in errors, log lines and printed lines, which hide them otherwise.")
    var showsData = false
}
