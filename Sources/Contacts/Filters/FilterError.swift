/// Why a filter has no meaning: it names what is not there, or is larger than databases take.
public enum FilterError: Error, Hashable, Sendable, CustomStringConvertible {
    case tooDeep(Int)
    /// More values to compare with than a statement takes.
    case tooManyValues(Int)
    /// More tests, segments written out, than a filter may have.
    case tooManyTests(Int)
    /// More bytes of values than a filter may hold.
    case tooLarge(Int)
    /// A segment that is not defined, with the nearest one that is.
    case unknownSegment(String, suggestion: String? = nil)
    /// Segments that use themselves: the way round, the first name again at its end.
    case cycle([String])
    /// A segment that others use, and which.
    case segmentInUse(String, by: [String])
    /// What is stored of a filter cannot be read, and why.
    case unreadable(String)
    /// A field that the store no longer has.
    case unknownField(String)
    /// An event's property outside of a question about events.
    case noEvent(String)

    public var description: String {
        switch self {
        case .tooDeep(let depth):
            "the expression is \(depth) levels deep, the limit is \(Filter.maximumDepth); use any_of{…} instead of chains of |"
        case .tooManyValues(let count):
            "the expression compares with \(count) values, the limit is \(Filter.maximumValues); put the contacts on a list instead"
        case .tooManyTests(let limit):
            "the expression has more than \(limit) tests with its segments written out; put the contacts on a list instead"
        case .tooLarge(let limit):
            "the expression holds more than \(limit >> 20) MiB of values; put the contacts on a list instead"
        case .unknownSegment(let name, let suggestion):
            "no segment '\(name)'" + (suggestion.map { " (did you mean '\($0)'?)" } ?? "") + "; segment.define makes one"
        case .cycle(let names): "segment '\(names.first ?? "")' uses itself: \(names.joined(separator: " → "))"
        case .segmentInUse(let name, let users):
            "segment '\(name)' is used by segment\(users.count == 1 ? "" : "s") "
                + users.map { "'\($0)'" }.joined(separator: ", ") + "; redefine or delete \(users.count == 1 ? "it" : "them") first"
        case .unreadable(let reason): "a stored filter cannot be read: \(reason)"
        case .unknownField(let tag): "field '\(tag)' is gone"
        case .noEvent(let path): "\(path) can only be tested inside contact.events(…):where() and event.where()"
        }
    }
}
