/// The flat parameters of an event: names to texts, numbers and booleans, kept in the order of their names.
public struct EventParameters: Hashable, Sendable {
    public private(set) var values: [(name: String, value: Value)]

    /// The longest parameter name and text, in characters.
    public static let maximumLength = 255

    public static let none = EventParameters()

    private init() {
        values = []
    }

    /// Parameters that pass the rules of the Contacts API.
    public init(_ parameters: [(String, Value)]) throws(Invalid) {
        values = []
        for (name, value) in parameters {
            guard Self.fits(name) else { throw Invalid("params", "key of \(name.count) characters is too long") }
            switch value {
            case .text(let text):
                guard Self.fits(text) else { throw Invalid("params", "value for '\(name)' is too long") }
                values.append((name, value))
            case .date, .timestamp:
                values.append((name, .text(value.description)))
            case .float(let number) where !number.isFinite:
                throw Invalid("params", "value for '\(name)' is not a finite number")
            default:
                values.append((name, value))
            }
        }
        if values.count > 1 { values.sort { $0.name < $1.name } }
    }

    /// Characters are counted only where there are more bytes than characters may be.
    private static func fits(_ text: String) -> Bool { text.utf8.count <= maximumLength || text.count <= maximumLength }

    public subscript(name: String) -> Value? {
        values.first { $0.name == name }?.value
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.values.elementsEqual(right.values) { $0.name == $1.name && $0.value == $1.value }
    }

    public func hash(into hasher: inout Hasher) {
        for (name, value) in values {
            hasher.combine(name)
            hasher.combine(value)
        }
    }
}
