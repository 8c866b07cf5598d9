import Scheduling

extension JobRecord {
    /// Which of the runs that are due goes first, as its settings have it.
    var priority: Int {
        if case .text(let text) = settings["priority"] { Int(text) ?? 0 } else { 0 }
    }
}
