/// Why a filter cannot be compiled.
public enum FilterError: Error, Hashable, Sendable, CustomStringConvertible {
    case tooDeep(Int)
    case unknownSegment(String)
    /// A test that the type of what it tests has not.
    case unsupported(String)

    public var description: String {
        switch self {
        case .tooDeep(let depth): "the expression is \(depth) levels deep, the limit is 200; use any_of{…} instead of chains of |"
        case .unknownSegment(let name): "no segment '\(name)'"
        case .unsupported(let test): "\(test) cannot be tested here"
        }
    }
}
