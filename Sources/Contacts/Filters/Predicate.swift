/// A test of one value. Each is false where the value is missing, except ``isMissing``.
public enum Predicate: Hashable, Sendable {
    case isSet
    case isMissing
    case equal(Value)
    case notEqual(Value)
    case anyOf([Value])
    case noneOf([Value])
    case less(Value)
    case lessOrEqual(Value)
    case greater(Value)
    case greaterOrEqual(Value)
    /// Both ends included.
    case between(Value, Value)
    /// Text tests compare after simple case folding.
    case contains(String)
    case startsWith(String)
    case endsWith(String)
    /// A glob: `*` any run, `?` any one character.
    case matches(String)
    /// From a span ago up to now, both included.
    case within(Span)
    /// From now up to a span ahead, both included.
    case withinNext(Span)
    /// Before a span ago.
    case olderThan(Span)
    /// The day of the year comes again between today and a span ahead, both included; nil is today alone.
    /// 29 February comes on 28 February in years that have none.
    case anniversary(within: Span?)
    /// An instant on a day of the run's zone.
    case onDay(CalendarDate)
}
