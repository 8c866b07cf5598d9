/// Why a run of the queue cannot be committed by this worker: nothing was changed.
public enum ClaimError: Error, Hashable, Sendable, CustomStringConvertible {
    /// It was given to another worker, or cancelled, meanwhile.
    case lost(run: Int64)
    /// Events of its batch were taken back while it was at them; it has to see the others.
    case batchChanged(run: Int64)

    public var description: String {
        switch self {
        case .lost(let run): "run \(run) was given to another worker or cancelled meanwhile; nothing was changed"
        case .batchChanged(let run): "events of run \(run) were taken back meanwhile; nothing was changed"
        }
    }
}
