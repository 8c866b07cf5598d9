import Contacts

/// Why a schedule cannot be played.
public enum SimulationError: Error, Hashable, Sendable, CustomStringConvertible {
    case noSuchJob(name: String, known: [String])
    case noJobs(folder: String)
    /// Somebody wanted it to end.
    case interrupted

    public var description: String {
        switch self {
        case .noSuchJob(let name, let known): "no job '\(name)'\(Suggestion.phrase(for: name, in: known))"
        case .noJobs(let folder): "no script under \(folder) has a job that anything but a person starts"
        case .interrupted: "interrupted; nothing is left of the simulation"
        }
    }
}
