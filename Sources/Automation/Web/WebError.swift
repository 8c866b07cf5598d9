/// Why a request got no answer.
public enum WebError: Error, Hashable, Sendable, CustomStringConvertible {
    case timeout
    case unreachable(String)
    /// The answer is longer than the limit, in bytes.
    case tooLong(limit: Int)

    public var description: String {
        switch self {
        case .timeout: "no answer in time"
        case .unreachable(let reason): "no connection (\(reason))"
        case .tooLong(let limit): "the answer is longer than \(limit >> 20) MiB"
        }
    }
}
