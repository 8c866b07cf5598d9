/// A word of Lua's grammar.
enum Token: Equatable {
    case name(String)
    case keyword(Keyword)
    case symbol(Symbol)
    case string(String)
    case integer(Int64)
    case number(Double)
    case end

    /// As messages show it.
    var text: String {
        switch self {
        case .name(let name): name
        case .keyword(let keyword): keyword.rawValue
        case .symbol(let symbol): symbol.rawValue
        case .string(let text): text
        case .integer(let number): String(number)
        case .number(let number): String(number)
        case .end: "<eof>"
        }
    }
}
