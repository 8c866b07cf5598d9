import Formats

extension FakeAccount {
    mutating func beginImport(_ json: JSONValue, now: Int64) -> FakeAnswer {
        guard let rows = json["contacts"]?.arrayValue else { return FakeAnswer(422, errors: ["base": ["contacts is missing"]]) }
        var problems: [JSONValue] = []
        for row in rows {
            guard let problem = problem(row) else { continue }
            problems.append(["email": row["email"] ?? .null, "errors": problem])
        }
        if rows.count > 50_000 {
            problems.append(["email": "", "errors": ["base": ["cannot import more than 50000 contacts at once"]]])
        }
        guard problems.isEmpty else { return FakeAnswer(422, errors: .array(problems)) }
        let id = makeID()
        imports[id] = Import(rows: rows, due: now + importDelay)
        return FakeAnswer(201, ["id": .integer(id), "status": "created"])
    }

    func importJob(_ id: Int64) -> FakeAnswer {
        guard let job = imports[id] else { return .notFound }
        guard job.isDone else { return FakeAnswer(200, ["id": .integer(id), "status": "started"]) }
        return FakeAnswer(
            200,
            [
                "id": .integer(id), "status": "finished", "created_contacts_count": .integer(Int64(job.created)),
                "updated_contacts_count": .integer(Int64(job.updated)), "contacts_over_limit_count": 0,
            ])
    }

    /// Does the imports that are due, in the order in which they were begun.
    mutating func doImports(now: Int64) {
        for id in imports.keys.sorted() {
            guard var job = imports[id], !job.isDone, job.due <= now else { continue }
            for row in job.rows {
                guard let email = row["email"]?.stringValue?.lowercased() else { continue }
                let old = contact(email)
                var contact = old ?? FakeContact(id: makeContactID(), email: email)
                _ = apply(row, to: &contact)
                put(contact)
                if old == nil { job.created += 1 } else { job.updated += 1 }
            }
            (job.isDone, job.rows) = (true, [])
            imports[id] = job
        }
    }
}
