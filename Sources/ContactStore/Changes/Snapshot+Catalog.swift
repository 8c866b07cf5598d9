public import Contacts

extension Snapshot {
    /// The list of a name, staged for creation where there is none.
    public func ensureList(_ name: String) throws -> ContactList {
        if let list = catalog.list(named: name) { return list }
        return try createList(name)
    }

    /// Stages a new list.
    public func createList(_ name: String) throws -> ContactList {
        try store.translating {
            let list = try ContactList(validating: catalog.nextList, name: name)
            guard catalog.list(named: list.name) == nil else { throw StagingError.exists(what: "list", name: list.name) }
            catalog.nextList += 1
            catalog.lists.append(list)
            try changes.stage(.createList, list.id, ContactKey(0), after: .text(list.name)) { .null }
            return list
        }
    }

    /// Stages a new field.
    public func createField(name: String, tag: String, type: ValueType) throws -> Field {
        try store.translating {
            let field = try Field(validating: catalog.nextField, name: name, tag: tag, type: type)
            guard catalog.field(tagged: field.tag) == nil else { throw StagingError.exists(what: "field", name: field.tag) }
            guard !catalog.fields.contains(where: { $0.name == field.name }) else {
                throw StagingError.exists(what: "field", name: field.name)
            }
            guard catalog.fields.count < Field.maximumCount else { throw StagingError.tooManyFields }
            catalog.nextField += 1
            catalog.fields.append(field)
            changes.noteCreatedField(field.id)
            try changes.stage(.createField, field.id, ContactKey(0), after: .text(field.definition)) { .null }
            return field
        }
    }
}
