/// What filters mean, on contacts in memory: the definition that the compiled SQL is held against.
///
/// - A test of a missing value is false, whatever it asks, but for ``Predicate/isMissing``.
/// - `not` is the exact complement: what is not true is false, and there is no third.
/// - `and` is true where both are, `or` where either is.
/// - A list has the contacts that are on it; one that does not exist has none.
/// - A segment has the contacts that its filter has now. One that uses itself means nothing.
/// - An event's property, outside of a question about events, is missing.
public struct FilterEvaluator: Sendable {
    public let clock: LogicalClock
    private let segments: [String: Filter]

    /// - Parameter segments: the stored filters by their names.
    public init(clock: LogicalClock, segments: [String: Filter] = [:]) {
        self.clock = clock
        self.segments = segments
    }

    /// Whether a contact meets a filter.
    public func matches(_ filter: Filter, _ subject: FilterSubject) throws(FilterError) -> Bool {
        try holds(filter, subject, event: nil, inside: [])
    }

    /// - Parameters:
    ///   - event: the event that a condition of a question is about.
    ///   - names: the segments on the way to this filter.
    func holds(_ filter: Filter, _ subject: FilterSubject, event: Event?, inside names: [String]) throws(FilterError) -> Bool {
        switch filter {
        case .all:
            return true
        case .test(.eventParameter(let name), let predicate):
            return PredicateMeaning(clock: clock).holds(predicate, ofParameter: event?.parameters[exactly: name])
        case .test(let property, let predicate):
            return PredicateMeaning(clock: clock).holds(predicate, of: value(of: property, subject.contact, event))
        case .list(let id):
            return subject.contact.lists.contains(id)
        case .events(let clause):
            return try holds(clause, subject, inside: names)
        case .suppressed:
            return subject.isSuppressed
        case .segment(let name):
            guard !names.contains(name) else { throw .cycle(Array(names.drop { $0 != name }) + [name]) }
            guard let inner = segments[name] else { throw .unknownSegment(name) }
            return try holds(inner, subject, event: nil, inside: names + [name])
        case .and(let left, let right):
            guard try holds(left, subject, event: event, inside: names) else { return false }
            return try holds(right, subject, event: event, inside: names)
        case .or(let left, let right):
            if try holds(left, subject, event: event, inside: names) { return true }
            return try holds(right, subject, event: event, inside: names)
        case .not(let inner):
            return try !holds(inner, subject, event: event, inside: names)
        }
    }

    /// What a contact or an event has of a property; nil where it is missing.
    private func value(of property: Property, _ contact: Contact, _ event: Event?) -> Value? {
        switch property {
        case .id: .text(contact.id.description)
        case .email: .text(contact.email.value)
        case .emailDomain: .text(String(contact.email.domain))
        case .status: .text(contact.status.rawValue)
        case .createdAt: .timestamp(contact.createdAt)
        case .updatedAt: .timestamp(contact.updatedAt)
        case .field(let field): contact.fields[field.tag]
        case .eventName: (event?.name).map { .text($0) }
        case .eventAt: (event?.at).map { .timestamp($0) }
        case .eventParameter(let name): event?.parameters[exactly: name]
        }
    }
}

extension EventParameters {
    /// By the name's code points: `String` would take two spellings of an accented letter for one.
    subscript(exactly name: String) -> Value? {
        values.first { $0.name.unicodeScalars.elementsEqual(name.unicodeScalars) }?.value
    }
}
