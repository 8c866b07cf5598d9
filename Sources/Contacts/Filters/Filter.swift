/// Which contacts are meant: a value that can be stored, explained, evaluated in memory and compiled to SQL.
///
/// Two-valued: a test of a missing value is false, and `not` is the exact complement.
///
/// ```swift
/// let idle = Filter.test(.status, .equal(.text("subscribed"))) && !.list(3)
/// ```
public indirect enum Filter: Hashable, Sendable {
    /// True of every contact.
    case all
    case test(Property, Predicate)
    /// On a list, by the list's id.
    case list(Int64)
    case events(EventClause)
    /// The sending side blocks the address.
    case suppressed
    /// Of a stored segment, by its name.
    case segment(String)
    case and(Filter, Filter)
    case or(Filter, Filter)
    case not(Filter)

    public static func && (left: Filter, right: Filter) -> Filter { .and(left, right) }
    public static func || (left: Filter, right: Filter) -> Filter { .or(left, right) }
    public static prefix func ! (filter: Filter) -> Filter { .not(filter) }
}
