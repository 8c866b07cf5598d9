import Contacts

extension JobDefinition {
    /// What starts it and what its settings say, on one line for people: `0 3 * * * Europe/Berlin, overlap skip`. What is not set is
    /// not said, and neither is the address of `ping`, which is nobody's business.
    public var words: String {
        var parts: [String] = []
        if let schedule { parts.append(words(of: schedule)) }
        if !triggers.isEmpty { parts.append("on " + triggers.map(\.description).joined(separator: " and ")) }
        if !after.isEmpty { parts.append("after " + after.joined(separator: " and ")) }
        if !isAutomatic { parts.append("by hand") }
        for name in Self.told {
            switch settings[name] {
            case .text(let text): parts.append("\(name) \(text)")
            case .list(let texts): parts.append("\(name) \(texts.joined(separator: " and "))")
            case .table(let counts):
                parts.append("\(name) " + counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: " and "))
            case nil: break
            }
        }
        return CronError.shown(parts.joined(separator: ", "), length: 1_000)
    }

    /// In the order in which they are told.
    private static let told = [
        "gap", "overlap_hour", "jitter", "blackout", "overlap", "catch_up", "max_late", "concurrency", "priority", "retries", "timeout",
        "delivery",
    ]

    private func words(of schedule: JobSchedule) -> String {
        switch schedule {
        case .cron(let cron): "\(cron.expression) \(zone)"
        // A zone says nothing of hours and less, which have the same length everywhere.
        case .every(let interval): interval.span.exactMilliseconds == nil ? "every \(interval.span) \(zone)" : "every \(interval.span)"
        case .at(let instant): "at \(instant)"
        }
    }
}
