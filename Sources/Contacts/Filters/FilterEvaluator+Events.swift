extension FilterEvaluator {
    /// Whether a contact's events answer a question as it wants.
    ///
    /// The events that count have the name, where the question gives one, and meet all of its conditions. Of a parameter, the
    /// events count that have a number there; the sum of none is 0, their least, greatest and mean are missing.
    func holds(_ clause: EventClause, _ subject: FilterSubject, inside names: [String]) throws(FilterError) -> Bool {
        var counting: [Event] = []
        for event in subject.events where clause.name == nil || clause.name == event.name {
            var counts = true
            for condition in clause.conditions where counts {
                counts = try holds(condition, subject, event: event, inside: names)
            }
            if counts { counting.append(event) }
        }
        let meaning = PredicateMeaning(clock: clock)
        func numbers(_ parameter: String) -> [Value] {
            counting.compactMap { $0.parameters[exactly: parameter] }.filter(\.type.isNumeric)
        }
        switch clause.question {
        case .none:
            return counting.isEmpty
        case .any:
            return !counting.isEmpty
        case .count(let predicate):
            return meaning.holds(predicate, of: .integer(Int64(counting.count)))
        case .sum(let parameter, let predicate):
            return meaning.holds(predicate, of: .float(Self.sum(numbers(parameter))))
        case .minimum(let parameter, let predicate):
            return meaning.holds(predicate, of: numbers(parameter).min { $0.order($1) == .before })
        case .maximum(let parameter, let predicate):
            return meaning.holds(predicate, of: numbers(parameter).max { $0.order($1) == .before })
        case .average(let parameter, let predicate):
            let numbers = numbers(parameter)
            let mean = numbers.isEmpty ? nil : Value.float(Self.sum(numbers) / Double(numbers.count))
            return meaning.holds(predicate, of: mean)
        case .last(let predicate):
            return meaning.holds(predicate, of: counting.map(\.at).max().map { .timestamp($0) })
        case .first(let predicate):
            return meaning.holds(predicate, of: counting.map(\.at).min().map { .timestamp($0) })
        }
    }

    /// The sum as a floating-point number.
    private static func sum(_ numbers: [Value]) -> Double {
        numbers.reduce(0) { sum, number in
            switch number {
            case .integer(let number): sum + Double(number)
            case .float(let number): sum + number
            default: sum
            }
        }
    }
}
