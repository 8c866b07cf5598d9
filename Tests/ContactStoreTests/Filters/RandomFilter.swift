import Contacts

/// Makes random filters about a random base, of every operator on every type.
struct RandomFilter {
    let world: RandomWorld
    let coverage: FilterCoverage

    func filter(depth: Int, _ random: inout RandomSource) -> Filter {
        guard depth > 0, !random.oneIn(6) else { return leaf(&random) }
        switch random.number(0...4) {
        case 0, 1: return .and(filter(depth: depth - 1, &random), filter(depth: depth - 1, &random))
        case 2, 3: return .or(filter(depth: depth - 1, &random), filter(depth: depth - 1, &random))
        default: return .not(filter(depth: depth - 1, &random))
        }
    }

    private func leaf(_ random: inout RandomSource) -> Filter {
        switch random.number(0...19) {
        case 0...7:
            let field = random.pick(world.fields)
            return .test(.field(field), predicate(.field(field), &random))
        case 8...12:
            let property = random.pick([Property.id, .email, .emailDomain, .status, .createdAt, .createdAt, .updatedAt])
            return .test(property, predicate(property, &random))
        case 13: return .list(Int64(random.number(1...4)))
        case 14: return random.oneIn(4) ? .all : .suppressed
        case 15: return world.segments.isEmpty ? .all : .segment(random.pick(world.segments).name)
        default: return .events(clause(&random))
        }
    }

    private func clause(_ random: inout RandomSource) -> EventClause {
        let name = random.oneIn(4) ? nil : random.pick(world.eventNames.keys.sorted() + ["Unknown", "Staged only"])
        let conditions = (0..<random.pick([0, 0, 1, 1, 2])).map { _ in condition(depth: random.number(0...2), &random) }
        return EventClause(name: name, conditions: conditions, question: question(&random))
    }

    private func condition(depth: Int, _ random: inout RandomSource) -> Filter {
        if depth > 0 {
            switch random.number(0...2) {
            case 0: return .and(condition(depth: depth - 1, &random), condition(depth: depth - 1, &random))
            case 1: return .or(condition(depth: depth - 1, &random), condition(depth: depth - 1, &random))
            default: return .not(condition(depth: depth - 1, &random))
            }
        }
        let parameter = Property.eventParameter(random.pick(RandomWorld.parameterNames))
        let property = random.pick([Property.eventName, .eventAt, parameter, parameter, parameter])
        return .test(property, predicate(property, &random))
    }

    private func question(_ random: inout RandomSource) -> EventClause.Question {
        let parameter = random.pick(RandomWorld.parameterNames.prefix(3))
        let amounts: [Value] =
            [0, 1, 1.5, 2.25, 3, 10, 12, 50, 0x1p62, 0x1p63].map { .float($0) } + [0, 1, 3, 1 << 62].map { .integer($0) }
        switch random.number(0...8) {
        case 0: return .none
        case 1: return .any
        case 2: return .count(numeric(&random) { .integer(Int64($0.number(0...4))) })
        case 3: return .sum(parameter, numeric(&random) { $0.pick(amounts) })
        case 4: return .minimum(parameter, numeric(&random) { $0.pick(amounts) })
        case 5: return .maximum(parameter, numeric(&random) { $0.pick(amounts) })
        case 6: return .average(parameter, numeric(&random) { $0.pick(amounts) })
        case 7: return .last(temporal(.timestamp, &random))
        default: return .first(temporal(.timestamp, &random))
        }
    }

    private func predicate(_ property: Property, _ random: inout RandomSource) -> Predicate {
        guard let type = property.type else { return parameterPredicate(&random) }
        // Now and then a value of another type, which nothing is equal or unequal to.
        let operand = random.oneIn(25) ? random.pick(ValueType.allCases) : type
        switch type {
        case .text:
            return random.oneIn(2)
                ? equality(&random) { value(property, operand, &$0) } : text(&random) { part(property, &$0) }
        case .integer, .float: return numeric(&random) { value(property, $0.oneIn(4) ? $0.pick([.integer, .float]) : operand, &$0) }
        case .boolean: return equality(&random) { value(property, operand, &$0) }
        case .date, .timestamp: return temporal(operand.isTemporal ? operand : type, &random)
        }
    }

    private func parameterPredicate(_ random: inout RandomSource) -> Predicate {
        func any(_ random: inout RandomSource) -> Value { world.values.parameter(&random) }
        switch random.number(0...4) {
        case 0: return equality(&random, any)
        case 1: return numeric(&random, any)
        case 2: return text(&random) { $0.pick(RandomValues.texts) }
        default: return temporal(.timestamp, &random)
        }
    }

    private func equality(_ random: inout RandomSource, _ value: (inout RandomSource) -> Value) -> Predicate {
        switch random.number(0...7) {
        case 0: .isSet
        case 1: .isMissing
        case 2, 3: .equal(value(&random))
        case 4: .notEqual(value(&random))
        case 5: .noneOf((0..<random.number(0...3)).map { _ in value(&random) })
        default: .anyOf((0..<random.number(0...4)).map { _ in value(&random) })
        }
    }

    private func numeric(_ random: inout RandomSource, _ value: (inout RandomSource) -> Value) -> Predicate {
        if random.oneIn(2) { return equality(&random, value) }
        return order(&random, value)
    }

    private func order(_ random: inout RandomSource, _ value: (inout RandomSource) -> Value) -> Predicate {
        switch random.number(0...4) {
        case 0: return .less(value(&random))
        case 1: return .lessOrEqual(value(&random))
        case 2: return .greater(value(&random))
        case 3: return .greaterOrEqual(value(&random))
        default: return .between(value(&random), value(&random))
        }
    }

    private func text(_ random: inout RandomSource, _ part: (inout RandomSource) -> String) -> Predicate {
        switch random.number(0...3) {
        case 0: return .contains(part(&random))
        case 1: return .startsWith(part(&random))
        case 2: return .endsWith(part(&random))
        default:
            let glob = part(&random).map { character in random.oneIn(3) ? random.pick(["*", "?"]) : String(character) }.joined()
            return .matches(random.oneIn(2) ? "*\(glob)*" : glob)
        }
    }

    private func temporal(_ type: ValueType, _ random: inout RandomSource) -> Predicate {
        func value(_ random: inout RandomSource) -> Value { world.values.value(type, &random) }
        switch random.number(0...8) {
        case 0: return equality(&random, value)
        case 1, 2: return order(&random, value)
        case 3: return .within(random.pick(RandomValues.spans))
        case 4: return .withinNext(random.pick(RandomValues.spans))
        case 5: return .olderThan(random.pick(RandomValues.spans))
        case 6: return .anniversary(within: nil)
        case 7: return .anniversary(within: random.pick(RandomValues.spans))
        default: return .onDay(world.values.day(&random))
        }
    }

    /// A value to compare a property with, mostly one that a contact has.
    private func value(_ property: Property, _ type: ValueType, _ random: inout RandomSource) -> Value {
        guard type == property.type, !random.oneIn(4), !world.subjects.isEmpty,
            let contact = world.subjects[random.pick(world.subjects.keys.sorted())]?.contact
        else {
            return world.values.value(type, &random)
        }
        switch property {
        case .id: return .text(contact.id.description)
        case .email: return .text(contact.email.value)
        case .emailDomain: return .text(String(contact.email.domain))
        case .status: return .text(contact.status.rawValue)
        case .eventName: return .text(random.pick(world.eventNames.keys.sorted() + ["Staged only"]))
        case .field(let field): return contact.fields[field.tag] ?? world.values.value(type, &random)
        default: return world.values.value(type, &random)
        }
    }

    /// A part of a text, in another case.
    private func part(_ property: Property, _ random: inout RandomSource) -> String {
        guard case .text(let text) = value(property, .text, &random), !text.isEmpty else { return "" }
        let start = random.number(0...(text.count - 1))
        let part = String(text.dropFirst(start).prefix(random.number(1...4)))
        return random.oneIn(2) ? part.uppercased() : random.oneIn(2) ? part.lowercased() : part
    }
}
