import ContactStore
import Contacts

extension ContactDiff {
    /// The diff as outputs show it: a script may have written a secret into a field.
    func redacted(by secrets: Secrets) -> ContactDiff {
        guard !secrets.names.isEmpty else { return self }
        func shown(_ value: Value?) -> Value? {
            if case .text(let text)? = value { .text(secrets.redacted(text)) } else { value }
        }
        var diff = self
        diff.changes = changes.map {
            PropertyChange(kind: $0.kind, target: $0.target, property: $0.property, before: shown($0.before), after: shown($0.after))
        }
        return diff
    }
}
