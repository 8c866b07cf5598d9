public import Contacts

/// One property of one contact, before and after.
public struct PropertyChange: Hashable, Sendable {
    public let kind: ChangeKind
    /// The id of the field or list; 0 where the kind has none.
    public let target: Int64
    /// As scripts write it: `fields.plan`, `status`, `list Sunset`.
    public let property: String
    public let before: Value?
    public let after: Value?

    public init(kind: ChangeKind, target: Int64, property: String, before: Value?, after: Value?) {
        self.kind = kind
        self.target = target
        self.property = property
        self.before = before
        self.after = after
    }
}

extension PropertyChange {
    /// A change from a row of a change set or a journal.
    init(_ kind: ChangeKind, _ target: Int64, before: SQLValue, after: SQLValue, in catalog: Catalog) {
        func value(_ stored: SQLValue) -> Value? {
            switch kind {
            case .field: Storage.value(stored, as: catalog.fieldOrFormer(target)?.type ?? .text)
            case .status:
                stored == .null ? nil : .text((stored == .integer(1) ? SubscriptionStatus.subscribed : .unsubscribed).rawValue)
            case .list: stored == .null ? nil : .boolean(stored == .integer(1))
            default: Storage.value(stored, as: .text)
            }
        }
        let property =
            switch kind {
            case .field: "fields.\(catalog.tag(ofField: target))"
            case .list: "list \(catalog.name(ofList: target))"
            case .status: "status"
            case .email: "email"
            case .createContact, .deleteContact: "contact"
            case .eraseContact: "erasure"
            case .reason: "reason"
            case .createList, .renameList: "list"
            case .createField, .renameField: "field"
            case .state: "state"
            case .segment: "segment"
            }
        self.init(kind: kind, target: target, property: property, before: value(before), after: value(after))
    }
}
