/// Why a run cannot be planned again.
public enum ReplayError: Error, Hashable, Sendable, CustomStringConvertible {
    /// An import, an undo or something else that no script has done.
    case ofNoScript(run: Int64, kind: String)

    public var description: String {
        switch self {
        case .ofNoScript(let run, let kind): "run \(run) was no script's (\(kind)); only those are planned again"
        }
    }
}
