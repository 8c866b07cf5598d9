import Contacts

/// What a limit says to a request.
struct RateVerdict {
    let isAllowed: Bool
    let limit: Int
    /// How many more there may be in this window.
    let remaining: Int
    /// When the next window begins, in Unix seconds.
    let reset: Int64

    /// The same in ISO 8601.
    var resetText: String { String(Timestamp(milliseconds: reset * 1_000).description.prefix(19)) + "Z" }
}
