import Contacts

extension Snapshot {
    /// What the run has staged so far, by property: what queries see that begin now.
    public var stagedProperties: [String] {
        let shape = changes.shape
        var names: [String] = []
        if shape.hasCreations { names.append("new contacts") }
        if shape.has(.deleteContact, 0) { names.append("deletions") }
        if shape.has(.status, 0) { names.append("status") }
        names += catalog.fields.filter { shape.has(.field, $0.id) }.map { "fields.\($0.tag)" }
        names += catalog.lists.filter { shape.has(.list, $0.id) }.map { "list \($0.name)" }
        if shape.hasEvents { names.append("events") }
        return names
    }
}
