import ContactStore
import Contacts
import Scheduling

/// Queries in words: the rule, the order, what is taken of it, and what of the run's own changes it sees.
enum QueryWords {
    static func lines(_ query: ContactQuery, _ snapshot: Snapshot) -> [String] {
        let words = FilterWords(catalog: snapshot.catalog)
        return [rule(query, words)] + taking(query) + words.missing(query.filter) + staged(snapshot)
    }

    static func lines(_ query: EventQuery, _ snapshot: Snapshot) -> [String] {
        let words = FilterWords(catalog: snapshot.catalog)
        return [rule(query, words)] + taking(order: query.order, first: "as they were recorded", limit: query.limit, sample: nil)
            + words.missing(query.filter) + staged(snapshot)
    }

    private static func rule(_ query: EventQuery, _ words: FilterWords) -> String {
        let base = query.batch.map { "every event '\($0.trigger.name ?? "")' that the run is to handle" }
        guard query.filter != .all else { return base ?? "every event" }
        let rule = query.filter == .not(.all) ? "no event" : words.words(query.filter)
        return base.map { "\($0), where \(rule)" } ?? rule
    }

    private static func rule(_ query: ContactQuery, _ words: FilterWords) -> String {
        let base: String? =
            switch query.base {
            case .all: nil
            case .query(let inner): "(\(whole(inner, words)))"
            case .union(let left, let right): "((\(whole(left, words))) or (\(whole(right, words))))"
            case .intersection(let left, let right): "((\(whole(left, words))) and (\(whole(right, words))))"
            case .difference(let left, let right): "((\(whole(left, words))) and not (\(whole(right, words))))"
            case .events(let events): "(has one of: \(rule(events, words)))"
            case .crossing(let batch): crossing(batch.trigger)
            }
        guard let base else { return words.words(query.filter) }
        return query.filter == .all ? base : "\(base) and \(words.words(query.filter))"
    }

    private static func crossing(_ trigger: JobTrigger) -> String {
        let verb = if case .enter = trigger { "has come into" } else { "has left" }
        return "(\(verb) '\(trigger.name ?? "")', which the run is to handle)"
    }

    private static func whole(_ query: ContactQuery, _ words: FilterWords) -> String {
        ([rule(query, words)] + taking(query)).joined(separator: ", ")
    }

    private static func taking(_ query: ContactQuery) -> [String] {
        taking(order: query.order, first: "as they were created", limit: query.limit, sample: query.sample)
    }

    private static func taking(order: [ContactQuery.Order], first: String, limit: Int?, sample: Double?) -> [String] {
        var lines: [String] = []
        if let sample { lines.append("a share of \(sample) of them, by a hash of their ids") }
        if !order.isEmpty {
            let terms = order.map { order in
                let isTime = order.property.type?.isTemporal ?? false
                let direction =
                    switch (isTime, order.isAscending) {
                    case (true, true): "earliest first"
                    case (true, false): "latest first"
                    case (false, true): "ascending"
                    case (false, false): "descending"
                    }
                return "\(order.property.path) (\(direction)\(order.property.isAlwaysSet ? "" : ", missing values last"))"
            }
            lines.append("sorted by \(terms.joined(separator: ", then "))")
        }
        if let limit { lines.append(order.isEmpty ? "the first \(limit) of them, \(first)" : "the first \(limit) of them") }
        return lines
    }

    private static func staged(_ snapshot: Snapshot) -> [String] {
        let staged = snapshot.stagedProperties
        return staged.isEmpty ? [] : ["with what the run has staged so far: \(staged.joined(separator: ", "))"]
    }
}
