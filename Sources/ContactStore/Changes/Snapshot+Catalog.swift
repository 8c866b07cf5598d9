public import Contacts

extension Snapshot {
    /// Stages another name for a list, and answers the list under it.
    @discardableResult
    public func renameList(_ list: ContactList, to name: String) throws -> ContactList {
        try store.translating {
            let old = try current(list)
            let new = try ContactList(validating: old.id, name: name)
            guard new.name != old.name else { return old }
            guard catalog.list(named: new.name) == nil else { throw StagingError.exists(what: "list", name: new.name) }
            replace(old, with: new)
            if try changes.staged(.createList, old.id, ContactKey(0)) != nil {
                try changes.stage(.createList, old.id, ContactKey(0), after: .text(new.name)) { .null }
            } else {
                try changes.stage(.renameList, old.id, ContactKey(0), after: .text(new.name)) { .text(old.name) }
            }
            return new
        }
    }

    /// Stages that a list goes, and with it who was on it. Answers how many contacts that takes off it.
    @discardableResult
    public func deleteList(_ list: ContactList) throws -> Int {
        try store.translating {
            let list = try current(list)
            if let segment = catalog.segments(usingList: list.id).first {
                throw StagingError.inUse(what: "list", name: list.name, segment: segment.name)
            }
            let left = try stage(.leave(list), on: ContactQuery(.list(list.id)))
            var name = list.name
            if case .text(let stored)? = try changes.stagedPair(.renameList, list.id, ContactKey(0))?.before {
                name = stored
                try changes.stage(.renameList, list.id, ContactKey(0), after: .text(stored)) { .text(stored) }
            }
            try changes.stage(.createList, list.id, ContactKey(0), after: .null) { .text(name) }
            catalog.lists.removeAll { $0.id == list.id }
            catalog.formerLists.append(list)
            return left
        }
    }

    /// Stages that a field goes, and with it every contact's value of it. Answers how many contacts have one.
    @discardableResult
    public func deleteField(_ field: Field) throws -> Int {
        try store.translating {
            guard catalog.field(id: field.id) != nil else { throw StagingError.gone(what: "field", name: field.tag) }
            if let segment = catalog.segments(usingField: field.id).first {
                throw StagingError.inUse(what: "field", name: field.tag, segment: segment.name)
            }
            let cleared = try stage(.set(field, nil), on: ContactQuery(.test(.field(field), .isSet)))
            var field = field
            if case .text(let stored)? = try changes.stagedPair(.renameField, field.id, ContactKey(0))?.before {
                field = Field(id: field.id, definition: stored) ?? field
                try changes.stage(.renameField, field.id, ContactKey(0), after: .text(stored)) { .text(stored) }
            }
            try changes.stage(.createField, field.id, ContactKey(0), after: .null) { .text(field.definition) }
            catalog.fields.removeAll { $0.id == field.id }
            catalog.formerFields.append(field)
            return cleared
        }
    }

    /// Stages another name and merge tag for a field, and answers the field under them. Its type stays.
    @discardableResult
    public func renameField(_ field: Field, name: String, tag: String) throws -> Field {
        try store.translating {
            guard let old = catalog.field(id: field.id) else { throw StagingError.gone(what: "field", name: field.tag) }
            let new = try Field(validating: old.id, name: name, tag: tag, type: old.type)
            guard new != old else { return old }
            let others = catalog.fields.filter { $0.id != old.id }
            guard !others.contains(where: { $0.tag == new.tag }) else { throw StagingError.exists(what: "field", name: new.tag) }
            guard !others.contains(where: { $0.name == new.name }) else { throw StagingError.exists(what: "field", name: new.name) }
            catalog.fields = catalog.fields.map { $0.id == old.id ? new : $0 }
            if changes.shape.createdFields.contains(old.id) {
                try changes.stage(.createField, old.id, ContactKey(0), after: .text(new.definition)) { .null }
            } else {
                try changes.stage(.renameField, old.id, ContactKey(0), after: .text(new.definition)) { .text(old.definition) }
            }
            return new
        }
    }

    /// A list as it is called by now.
    public func current(_ list: ContactList) throws -> ContactList {
        guard let list = catalog.list(id: list.id) else { throw StagingError.gone(what: "list", name: list.name) }
        return list
    }

    private func replace(_ old: ContactList, with new: ContactList) {
        catalog.lists = catalog.lists.map { $0.id == old.id ? new : $0 }
    }

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
