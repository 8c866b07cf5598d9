import Lua
import LuaSyntax

/// A call of a binding in a script.
struct DeclaredCall {
    let member: LuaMember
    /// The global or class that it is a member of; nil for global functions.
    let owner: DeclaredType?
    let arguments: [Expression]
    let line: Int
    let expression: Expression

    /// Whether it is a call of a member of a global or a class.
    func isOne(_ owner: String, _ names: String...) -> Bool {
        self.owner?.name == owner && names.contains(member.name)
    }

    func isOne(of owners: Set<String>, _ names: String...) -> Bool {
        owners.contains(self.owner?.name ?? "") && names.contains(member.name)
    }

    /// The arguments with the types that are declared for them.
    var typedArguments: [(value: Expression, type: String)] {
        arguments.enumerated().compactMap { index, value in
            if index < member.parameters.count { return (value, member.parameters[index].type) }
            guard let last = member.parameters.last, last.name == "..." else { return nil }
            return (value, last.type)
        }
    }
}

/// Names of declared types that rules speak of.
enum TypeNames {
    static let contact = DeclaredType.globalPrefix + "contact"
    static let list = DeclaredType.globalPrefix + "list"
    static let field = DeclaredType.globalPrefix + "field"
    static let event = DeclaredType.globalPrefix + "event"
    static let time = DeclaredType.globalPrefix + "time"
    static let run = DeclaredType.globalPrefix + "run"
    static let record = "Contact"
    static let recordFields = "ContactFields"
}
