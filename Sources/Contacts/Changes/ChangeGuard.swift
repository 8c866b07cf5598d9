/// Limits on what one run may change: a run past any of them is refused whole, before anything is written.
public struct ChangeGuard: Hashable, Sendable {
    public var limits: [Measure: Limit]

    public init(_ limits: [Measure: Limit] = [:]) {
        self.limits = limits
    }

    /// What is counted.
    public enum Measure: String, Sendable, CaseIterable {
        /// Contacts changed, deletions included.
        case changes
        case creates
        case deletes
        case unsubscribes
        case events
        /// Requests to other systems.
        case requests
    }

    /// Bases smaller than this are exempt from percentages, where one contact would be too large a share.
    public static let smallestBase = 100

    /// These limits, with those of a more specific guard in their place.
    public func overridden(by specific: ChangeGuard) -> ChangeGuard {
        ChangeGuard(limits.merging(specific.limits) { _, new in new })
    }

    /// The limits that a change set is past, in the order of the measures.
    public func violations(of summary: ChangeSummary) -> [GuardViolation] {
        Measure.allCases.compactMap { measure in
            guard let limit = limits[measure] else { return nil }
            let count = summary.count(of: measure)
            let isPast =
                switch limit {
                case .count(let most): count > most
                case .percent(let most):
                    summary.base >= Self.smallestBase && Double(count) * 100 > most * Double(summary.base)
                }
            return isPast ? GuardViolation(measure: measure, limit: limit, count: count, base: summary.base) : nil
        }
    }
}

extension ChangeSummary {
    /// How much of a measure the change set has.
    public func count(of measure: ChangeGuard.Measure) -> Int {
        switch measure {
        case .changes: changed
        case .creates: created
        case .deletes: deleted
        case .unsubscribes: unsubscribed
        case .events: fired
        case .requests: requested
        }
    }
}
