import Formats

/// What a batch has done, in numbers.
struct DirectCounts {
    var created = 0
    var changed = 0
    var deleted = 0
    private var events: [(name: String, count: Int)] = []

    var fired: Int64 { Int64(events.reduce(0) { $0 + $1.count }) }
    /// Whether it has changed contacts or fired at them.
    var isRun: Bool { created + changed + deleted > 0 || !events.isEmpty }

    mutating func fire(_ name: String) {
        if let index = events.firstIndex(where: { $0.name == name }) {
            events[index].count += 1
        } else {
            events.append((name, 1))
        }
    }

    /// As records of runs hold it.
    var summary: String {
        var object = JSONObject()
        object["contacts"] = .integer(Int64(changed + deleted))
        if created > 0 { object["create contact"] = .integer(Int64(created)) }
        if changed > 0 { object["change contact"] = .integer(Int64(changed)) }
        if deleted > 0 { object["delete contact"] = .integer(Int64(deleted)) }
        for (name, count) in events { object["fire \(name)"] = .integer(Int64(count)) }
        return RunSummary.text(object)
    }
}
