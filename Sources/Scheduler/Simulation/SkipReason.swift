/// Why instants are skipped, without what differs from one to the next, so that they can be counted.
enum SkipReason {
    static func kind(of reason: String) -> String {
        if reason.hasPrefix("run ") { return "an earlier run was not done (overlap = skip)" }
        if let place = reason.firstRange(of: "max_late is") { return String(reason[place.lowerBound...]) + ", and it was later" }
        if reason.hasPrefix("missed:") { return "missed (catch_up = none)" }
        return reason
    }
}
