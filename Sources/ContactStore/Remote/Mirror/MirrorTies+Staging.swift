import Contacts

extension MirrorTies {
    /// Matches by id, then by name or merge tag, and stages what is missing here and what is gone there.
    static func stage(_ schema: MirrorSchema, in snapshot: Snapshot, since start: Timestamp, _ report: inout MirrorReport) throws
        -> MirrorTies
    {
        var ties = MirrorTies()
        let connection = snapshot.connection
        let tables = RemoteTables(connection: connection)
        var open: Set<Pair> = []
        try connection.rows(
            "SELECT step, target FROM delivery WHERE contact = 0 AND (state IN (0, 1, 3) OR settled_at >= ?)",
            [.integer(start.milliseconds)]
        ) { open.insert(Pair(step: $0.integer(0), target: $0.integer(1))) }
        try ties.stageLists(schema, snapshot, try tables.lists(), open, &report)
        try ties.stageFields(schema, snapshot, try tables.fields(), open, &report)
        return ties
    }

    /// A list (20) or field (30) of which a change is on its way to the account.
    private struct Pair: Hashable {
        let step: Int64
        let target: Int64
    }

    private mutating func stageLists(
        _ schema: MirrorSchema, _ snapshot: Snapshot, _ known: [RemoteList], _ open: Set<Pair>, _ report: inout MirrorReport
    ) throws {
        for tie in known where !schema.lists.contains(where: { $0.id == tie.remote }) {
            guard !open.contains(Pair(step: 20, target: tie.list)) else { continue }
            untiedLists.append(tie.list)
            guard let list = snapshot.catalog.list(id: tie.list) else { continue }
            do {
                try snapshot.deleteList(list)
                report.removed.append("list \(list.name)")
            } catch let error as StagingError {
                report.problems.append("list \(list.name) is gone from the account and stays here: \(error)")
            }
        }
        let tied = Set(known.map(\.list)).subtracting(untiedLists)
        for list in schema.lists {
            do {
                let tie = known.first { $0.remote == list.id }
                var local = tie.flatMap { snapshot.catalog.list(id: $0.list) }
                // A list that was deleted here, which the account is still to be told.
                if let tie, local == nil, open.contains(Pair(step: 20, target: tie.list)) { continue }
                if let found = local, let tie, list.name != tie.name, found.name == tie.name,
                    !open.contains(Pair(step: 20, target: found.id))
                {
                    local = try snapshot.renameList(found, to: list.name)
                }
                if local == nil {
                    let name = try ContactList(validating: 0, name: list.name).name
                    local = snapshot.catalog.list(named: name).flatMap { tied.contains($0.id) ? nil : $0 }
                    if local == nil {
                        local = try snapshot.createList(name)
                        report.lists.append(name)
                    }
                }
                guard let local else { continue }
                lists[list.id] = local
                if tie?.list != local.id || tie?.name != list.name {
                    newLists.append(RemoteList(list: local.id, remote: list.id, name: list.name))
                }
            } catch let error where error is StagingError || error is Invalid {
                report.problems.append("list \(list.name): \(error)")
            }
        }
    }

    private mutating func stageFields(
        _ schema: MirrorSchema, _ snapshot: Snapshot, _ known: [RemoteField], _ open: Set<Pair>, _ report: inout MirrorReport
    ) throws {
        for tie in known where !schema.fields.contains(where: { $0.id == tie.remote }) {
            guard !open.contains(Pair(step: 30, target: tie.field)) else { continue }
            untiedFields.append(tie.field)
            guard let field = snapshot.catalog.field(id: tie.field) else { continue }
            do {
                try snapshot.deleteField(field)
                report.removed.append("field \(field.tag)")
            } catch let error as StagingError {
                report.problems.append("field \(field.tag) is gone from the account and stays here: \(error)")
            }
        }
        let tied = Set(known.map(\.field)).subtracting(untiedFields)
        for field in schema.fields {
            do {
                let tie = known.first { $0.remote == field.id }
                var local = tie.flatMap { snapshot.catalog.field(id: $0.field) }
                if let tie, local == nil, open.contains(Pair(step: 30, target: tie.field)) { continue }
                guard let type = ValueType(rawValue: field.type.lowercased()), ValueType.fieldTypes.contains(type) else {
                    report.problems.append("field \(field.tag): its type '\(field.type)' is not known here")
                    continue
                }
                if let found = local, let tie, tie.name != field.name || tie.tag != field.tag, found.tag == tie.tag,
                    !open.contains(Pair(step: 30, target: found.id))
                {
                    local = try snapshot.renameField(found, name: field.name, tag: field.tag)
                }
                if local == nil, let found = snapshot.catalog.field(tagged: field.tag), !tied.contains(found.id) { local = found }
                if let local, local.type != type {
                    report.problems.append("field \(field.tag): it is \(type.rawValue) in the account and \(local.type.rawValue) here")
                    continue
                }
                if local == nil {
                    local = try snapshot.createField(name: field.name, tag: field.tag, type: type)
                    report.fields.append(field.tag)
                }
                guard let local else { continue }
                fields[field.id] = local
                if tie?.field != local.id || tie?.name != field.name || tie?.tag != field.tag {
                    newFields.append(
                        RemoteField(field: local.id, remote: field.id, name: field.name, tag: field.tag, type: field.type))
                }
            } catch let error where error is StagingError || error is Invalid {
                report.problems.append("field \(field.tag): \(error)")
            }
        }
    }
}
