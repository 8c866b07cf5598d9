import Contacts

/// Finds runs of different jobs that go on at the same time. Runs are noted in the order of their ends.
struct OverlapFinder {
    private struct Stretch {
        let job: String
        let start: Timestamp
        let end: Timestamp
    }

    private var past: [Stretch] = []

    /// More runs than this do not end while one goes on.
    private static let mostPast = 10_000

    /// Notes a run. Answers the jobs of the pairs that it makes with runs noted before.
    mutating func note(_ job: String, from start: Timestamp, to end: Timestamp) -> [String] {
        guard start < end else { return [] }
        var found: [String] = []
        for other in past.reversed() {
            guard other.end > start else { break }
            if other.job != job { found += [job, other.job] }
        }
        past.append(Stretch(job: job, start: start, end: end))
        if past.count > 2 * Self.mostPast { past.removeFirst(Self.mostPast) }
        return found
    }
}
