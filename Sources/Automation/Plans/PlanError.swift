/// Why a saved plan cannot be applied at all.
public enum PlanError: Error, Hashable, Sendable, CustomStringConvertible {
    case notAPlan(path: String, reason: String)

    public var description: String {
        switch self {
        case .notAPlan(let path, let reason): "\(path) is not a plan that 'lunation plan --out' wrote (\(reason))"
        }
    }
}
