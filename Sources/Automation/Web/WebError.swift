/// Why a request got no answer.
public enum WebError: Error, Hashable, Sendable, CustomStringConvertible {
    case timeout
    case unreachable(String)
    /// The answer is longer than the limit, in bytes.
    case tooLong(limit: Int)
    /// It was not sent, or not sent on, because it may not be.
    case refused(String)
    /// A run is planned again, and has not asked for this.
    case notRecorded(run: Int64)
    /// What a run that is planned again was told.
    case recorded(String)

    public var description: String {
        switch self {
        case .timeout: "no answer in time"
        case .unreachable(let reason): "no connection (\(reason))"
        case .tooLong(let limit): "the answer is longer than \(Self.size(limit))"
        case .refused(let reason), .recorded(let reason): reason
        case .notRecorded(let run): "run \(run) has recorded no answer to it, and its replay asks nobody"
        }
    }

    private static func size(_ bytes: Int) -> String {
        if bytes.isMultiple(of: 1 << 20) { return "\(bytes >> 20) MiB" }
        return bytes.isMultiple(of: 1 << 10) ? "\(bytes >> 10) KiB" : "\(bytes) bytes"
    }
}
