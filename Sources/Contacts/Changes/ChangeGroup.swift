/// All changes of one kind and target in a change set, counted.
public struct ChangeGroup: Hashable, Sendable {
    public let kind: ChangeKind
    /// The id of the field or list; 0 where the kind has none.
    public let target: Int64
    /// The name of the target as people know it: a merge tag, a list's name.
    public let name: String
    /// Whether it goes up (joined, resubscribed, list or field created) or down; nil for other kinds.
    public let isUpward: Bool?
    public let count: Int

    public init(kind: ChangeKind, target: Int64, name: String, isUpward: Bool? = nil, count: Int) {
        self.kind = kind
        self.target = target
        self.name = name
        self.isUpward = isUpward
        self.count = count
    }

    /// `add to list Sunset`, `set plan`, `unsubscribe`.
    public var title: String {
        switch kind {
        case .createContact: "create contact"
        case .deleteContact: "delete contact"
        case .eraseContact: "erase contact for good"
        case .email: "change address"
        case .reason: "note a reason"
        case .status: isUpward == true ? "resubscribe" : "unsubscribe"
        case .field: "set \(name)"
        case .list: isUpward == true ? "add to list \(name)" : "remove from list \(name)"
        case .createList: isUpward == false ? "remove list \(name)" : "create list \(name)"
        case .renameList: "rename list \(name)"
        case .renameField: "rename field \(name)"
        case .state: "remember \(name)"
        case .segment: isUpward == false ? "remove segment \(name)" : "define segment \(name)"
        case .createField: isUpward == false ? "remove field \(name)" : "create field \(name)"
        }
    }
}
