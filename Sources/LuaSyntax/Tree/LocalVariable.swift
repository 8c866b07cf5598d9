/// A local variable, a parameter or a loop's variable. It is itself wherever it is used.
public final class LocalVariable {
    public enum Attribute: String {
        case const
        case close
    }

    public let name: String
    public let line: Int
    public let attribute: Attribute?
    /// Whether anything is assigned to it after its declaration.
    public internal(set) var isReassigned = false

    init(_ name: String, line: Int, attribute: Attribute? = nil) {
        self.name = name
        self.line = line
        self.attribute = attribute
    }
}

extension LocalVariable: Hashable {
    public static func == (left: LocalVariable, right: LocalVariable) -> Bool { left === right }
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
