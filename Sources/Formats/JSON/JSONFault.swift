/// Why a text is not JSON (RFC 8259), or more than this parser takes.
public enum JSONFault: Hashable, Sendable, CustomStringConvertible {
    case empty
    case incomplete
    case unexpectedCharacter
    case trailingText
    case illFormedUTF8
    case controlCharacter
    case badEscape
    case loneSurrogate
    case badNumber
    case numberTooLarge
    case duplicateKey
    case tooDeep(limit: Int)
    case tooMany(limit: Int)

    public var description: String {
        switch self {
        case .empty: "there is no value"
        case .incomplete: "the text ends inside a value"
        case .unexpectedCharacter: "unexpected character"
        case .trailingText: "text behind the value"
        case .illFormedUTF8: "the text is not UTF-8"
        case .controlCharacter: "a control character in a string; write it as an escape"
        case .badEscape: "unknown escape in a string"
        case .loneSurrogate: "half of a surrogate pair in a string"
        case .badNumber: "a number in a form that JSON does not have"
        case .numberTooLarge: "a number larger than a 64-bit float can hold"
        case .duplicateKey: "a key that its object has already"
        case .tooDeep(let limit): "nested deeper than \(limit) levels"
        case .tooMany(let limit): "more than \(limit) values"
        }
    }
}
