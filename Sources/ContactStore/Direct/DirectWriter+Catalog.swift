public import Contacts

/// What contacts share: rare, and written by runs of their own.
extension DirectWriter {
    /// `name` has already been taken where there is a list of it.
    public func createList(_ name: String) async throws(ServedError) -> ContactList {
        try await changing { snapshot in
            let list = try ContactList(validating: 0, name: name)
            guard snapshot.catalog.list(named: list.name) == nil else { throw Self.taken("name") }
            return try snapshot.createList(list.name)
        }
    }

    public func renameList(_ id: Int64, to name: String) async throws(ServedError) -> ContactList {
        try await changing { snapshot in
            guard let list = snapshot.catalog.list(id: id) else { throw ServedError.notFound }
            let renamed = try ContactList(validating: id, name: name)
            if let other = snapshot.catalog.list(named: renamed.name), other.id != id { throw Self.taken("name") }
            return try snapshot.renameList(list, to: renamed.name)
        }
    }

    /// Deletes a list; who was on it stays. A list that a stored segment asks for stays too, with a problem of `usage`.
    public func deleteList(_ id: Int64) async throws(ServedError) {
        try await changing { snapshot in
            guard let list = snapshot.catalog.list(id: id) else { throw ServedError.notFound }
            try Self.check("list", snapshot.catalog.segments(usingList: id))
            try snapshot.deleteList(list)
        }
    }

    public func createField(name: String, tag: String, type: ValueType) async throws(ServedError) -> Field {
        try await changing { snapshot in
            let fields = snapshot.catalog.fields
            let field = try Self.validated(0, name, tag, type, others: fields)
            guard fields.count < Field.maximumCount else {
                throw Invalid("base", "fields limit reached (maximum is \(Field.maximumCount))")
            }
            return try snapshot.createField(name: field.name, tag: field.tag, type: field.type)
        }
    }

    /// Gives a field another name or merge tag; its type stays for ever.
    public func updateField(_ id: Int64, name: String?, tag: String?) async throws(ServedError) -> Field {
        try await changing { snapshot in
            guard let field = snapshot.catalog.field(id: id) else { throw ServedError.notFound }
            let others = snapshot.catalog.fields.filter { $0.id != id }
            let renamed = try Self.validated(id, name ?? field.name, tag ?? field.tag, field.type, others: others)
            return try snapshot.renameField(field, name: renamed.name, tag: renamed.tag)
        }
    }

    /// Deletes a field with all its values, unless a stored segment tests it.
    public func deleteField(_ id: Int64) async throws(ServedError) {
        try await changing { snapshot in
            guard let field = snapshot.catalog.field(id: id) else { throw ServedError.notFound }
            try Self.check("field", snapshot.catalog.segments(usingField: id))
            try snapshot.deleteField(field)
        }
    }

    /// Stages on a snapshot and commits it, on the thread that writes: again where somebody else has committed meanwhile.
    private func changing<Answer: Sendable>(
        _ stage: @escaping @Sendable (Snapshot) throws -> Answer
    ) async throws(ServedError) -> Answer {
        let (store, options) = (store, options)
        return try await alone { _ in
            var attempts = 0
            while true {
                let clock = LogicalClock(now: options.now())
                let snapshot = try store.snapshot(clock: clock)
                let answer = try stage(snapshot)
                if snapshot.stagesNothing { return answer }
                do {
                    _ = try snapshot.commit(RunDraft(kind: .api, name: options.name, startedAt: clock.now), finishedAt: clock.now)
                    return answer
                } catch CommitError.conflicts where attempts < Self.mostAttempts {
                    attempts += 1
                }
            }
        }
    }

    private static var mostAttempts: Int { 20 }

    /// Runs a closure on the thread that writes, between two of its transactions. Where the store is kept busy by others, it is run again.
    func alone<Answer: Sendable>(
        _ body: @escaping @Sendable (SQLiteConnection) throws -> Answer
    ) async throws(ServedError) -> Answer {
        let (path, queue) = (store.path, queue)
        return try await answer { reply in
            .alone { connection in
                while true {
                    do {
                        return reply.resume(returning: .success(try body(connection.get())))
                    } catch {
                        let error = ServedError(error, path: path)
                        guard case .store(.busy) = error, !queue.isClosed else { return reply.resume(returning: .failure(error)) }
                    }
                }
            }
        }
    }

    /// All that is wrong with a field's name and merge tag, and not the first of it alone.
    private static func validated(
        _ id: Int64, _ name: String, _ tag: String, _ type: ValueType, others: [Field]
    ) throws(ServedError) -> Field {
        var problems: [Invalid] = []
        var field = Field(id: id, name: name, tag: tag, type: type)
        do throws(Invalid) {
            let named = try Field(validating: id, name: name, tag: "x", type: .text)
            field = Field(id: id, name: named.name, tag: tag, type: type)
            if others.contains(where: { $0.name == named.name }) { problems.append(taken("name")) }
        } catch {
            problems.append(error)
        }
        do throws(Invalid) {
            let tagged = try Field(validating: id, name: "x", tag: tag, type: type)
            field = Field(id: id, name: field.name, tag: tagged.tag, type: type)
            if others.contains(where: { $0.tag == tagged.tag }) { problems.append(taken("merge_tag")) }
        } catch {
            problems.append(error)
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        return field
    }

    private static func check(_ what: String, _ users: [Segment]) throws(Invalid) {
        guard !users.isEmpty else { return }
        let names = users.map(\.name).joined(separator: ", ")
        throw Invalid("usage", "This \(what) is used in the conditions of segment(s): \(names)")
    }

    private static func taken(_ attribute: String) -> Invalid { Invalid(attribute, "has already been taken") }
}
