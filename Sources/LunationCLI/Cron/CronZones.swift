import Lunation

/// Zones by their names, each looked for once: thousands of lines have a few zones among them.
final class CronZones {
    private var known: [String: Zone?] = [:]

    subscript(name: String) -> Zone? {
        if let zone = known[name] { return zone }
        let zone = Zone(name)
        known[name] = .some(zone)
        return zone
    }
}
