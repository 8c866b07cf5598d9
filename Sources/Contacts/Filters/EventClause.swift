/// A question about a contact's events of one name: which of them count, and what is asked of those.
public struct EventClause: Hashable, Sendable {
    /// What is asked.
    public enum Question: Hashable, Sendable {
        case none
        case any
        case count(Predicate)
        /// The sum of a numeric parameter; 0 where no event counts.
        case sum(String, Predicate)
        /// Least, greatest and mean of a numeric parameter; missing where no event counts.
        case minimum(String, Predicate)
        case maximum(String, Predicate)
        case average(String, Predicate)
        /// When the latest or earliest event that counts happened; missing where none does.
        case last(Predicate)
        case first(Predicate)
    }

    /// The events' name; nil for events of any name.
    public let name: String?
    /// What an event must meet to count, beside its name: properties of the event alone.
    public let conditions: [Filter]
    public let question: Question

    public init(name: String?, conditions: [Filter] = [], question: Question) {
        self.name = name
        self.conditions = conditions
        self.question = question
    }
}
