import Contacts

/// Finds contacts that different jobs change on the same day. Runs are noted about in the order of their times.
struct CollisionFinder {
    private struct Pair: Hashable {
        let first: String
        let second: String

        init(_ one: String, _ other: String) { (first, second) = one < other ? (one, other) : (other, one) }
    }

    private struct Count {
        var contacts = 0
        var days: Set<Int> = []
    }

    /// Who has changed which contacts, on the last days.
    private var jobs: [Int: [ContactKey: [String]]] = [:]
    private var counts: [Pair: Count] = [:]

    /// Notes the contacts that a run of a job has changed. Answers the job's name, and that of the other, for each contact that they
    /// both have changed on that day by now.
    mutating func note(_ contacts: [ContactKey], of job: String, on day: Int) -> [String] {
        if jobs[day] == nil {
            // Runs that began before midnight may end after it, but not days later.
            jobs = jobs.filter { $0.key >= day - 2 }
            jobs[day] = [:]
        }
        var collided: [String] = []
        for contact in contacts {
            let others = jobs[day]?[contact] ?? []
            guard !others.contains(job) else { continue }
            jobs[day]?[contact, default: []].append(job)
            guard !others.isEmpty else { continue }
            // For the first who was here it is the first collision now; others have had theirs.
            collided += others.count == 1 ? [job, others[0]] : [job]
            for other in others {
                counts[Pair(job, other), default: Count()].contacts += 1
                counts[Pair(job, other), default: Count()].days.insert(day)
            }
        }
        return collided
    }

    /// The worst first.
    var collisions: [JobCollision] {
        counts.map { JobCollision(first: $0.first, second: $0.second, contacts: $1.contacts, days: $1.days.count) }
            .sorted { ($1.contacts, $0.first, $0.second) < ($0.contacts, $1.first, $1.second) }
    }
}
