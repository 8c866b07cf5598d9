import ContactStore
import Contacts
import Lua

/// What a query can do: walk, count, narrow, and stage changes for all of its contacts at once.
struct QueryBindings {
    let context: RunContext

    private var snapshot: Snapshot { context.snapshot }

    var declaration: LuaClass {
        LuaClass(
            name: QueryObject.luaClass, doc: "Contacts that meet a condition; nothing is read until it is asked for.",
            members: reading + narrowing + writing)
    }

    private var reading: [LuaMember] {
        [
            .method(
                "each", doc: "Walks over the contacts: for c in q:each() do … end. What is staged meanwhile does not change the walk.",
                returns: ["fun(): Contact?"]
            ) { call in
                guard let type = context.rows.type else { return 0 }
                let loop = try context.rows.loop(over: try query(call), type)
                call.pushFunction { call in
                    if try loop.next() { call.push(record: loop.row) } else { call.pushNil() }
                    return 1
                }
                return 1
            },
            .method(
                "pluck",
                doc: "Walks over some properties of the contacts: for email, plan in q:pluck(\"email\", \"fields.plan\") do … end.",
                parameters: [LuaParameter("...", "string")], returns: ["fun(): any"]
            ) { call in
                try pluck(call)
            },
            .method("count", doc: "How many contacts it matches.", returns: ["integer"]) { call in
                call.push(Int64(try snapshot.count(query(call))))
                return 1
            },
            .method("exists", doc: "Whether it matches any contact.", returns: ["boolean"]) { call in
                var query = try query(call)
                query.limit = min(query.limit ?? 1, 1)
                call.push(try snapshot.cursor(query).next() != nil)
                return 1
            },
            .method("first", doc: "The first contact, or nil.", returns: ["Contact?"]) { call in
                var query = try query(call)
                query.limit = min(query.limit ?? 1, 1)
                if let key = try snapshot.cursor(query).next(), let type = context.rows.type {
                    call.push(recordKey: key.rawValue, type: type)
                } else {
                    call.pushNil()
                }
                return 1
            },
            .method("explain", doc: "The rule in words, the SQL and the database's plan for it.", returns: ["string"]) { call in
                let query = try query(call)
                let (sql, plan) = try snapshot.explain(query)
                let note = "A test of a missing value is false; ~ is the exact complement."
                call.push("\(FilterWords.text(query.filter))\n\(note)\n\n\(sql)\n\n" + plan.joined(separator: "\n"))
                return 1
            },
        ]
    }

    private var narrowing: [LuaMember] {
        [
            .method("limit", doc: "At most a number of contacts.", parameters: [LuaParameter("count", "integer")], returns: ["Query"]) {
                call in
                let count = try call.integer(2)
                guard count >= 0 else { throw call.usage("a limit is 0 or more") }
                return try push(call) { $0.limit = min($0.limit ?? .max, Int(count)) }
            },
            .method(
                "order_by", doc: "Sorted by a property, missing values last.",
                parameters: [LuaParameter("property", "string"), LuaParameter("direction", "\"asc\"|\"desc\"", optional: true)],
                returns: ["Query"]
            ) { call in
                let property = try property(call, 2)
                let direction = try call.optionalString(3) ?? "asc"
                guard direction == "asc" || direction == "desc" else {
                    throw call.usage("a direction is \"asc\" or \"desc\", not \"\(direction)\"")
                }
                return try push(call) { $0.order.append(ContactQuery.Order(property, isAscending: direction == "asc")) }
            },
            .method(
                "sample", doc: "A share of the contacts, 0 to 1, by a hash of their ids: stable as the base grows.",
                parameters: [LuaParameter("share", "number")], returns: ["Query"]
            ) { call in
                let share = try call.number(2)
                guard (0...1).contains(share) else { throw call.usage("a share is a number from 0 to 1") }
                return try push(call) { $0.sample = min($0.sample ?? 1, share) }
            },
            combination("union", "The contacts of either query.") { .or($0, $1) },
            combination("intersect", "The contacts of both queries.") { .and($0, $1) },
            combination("except", "The contacts of this query that are not of the other.") { .and($0, .not($1)) },
        ]
    }

    private var writing: [LuaMember] {
        let list = LuaParameter("list", "string|integer|List")
        return [
            .method(
                "update", doc: "Stages values for fields of all its contacts.",
                parameters: [LuaParameter("fields", "table<string, string|number|boolean>")], returns: ["integer"]
            ) { call in
                try update(call)
            },
            .method(
                "add_to", doc: "Stages putting all its contacts on a list; answers how many that changes.", parameters: [list],
                returns: ["integer"]
            ) { call in
                try stage(call, .join(try call.list(2, in: snapshot)))
            },
            .method("remove_from", doc: "Stages taking all its contacts off a list.", parameters: [list], returns: ["integer"]) { call in
                try stage(call, .leave(try call.list(2, in: snapshot)))
            },
            .method(
                "unsubscribe", doc: "Stages withdrawing the consent of all its contacts.",
                parameters: [LuaParameter("reason", "string", optional: true)], returns: ["integer"]
            ) { call in
                try stage(call, .unsubscribe(reason: try call.reason(2)))
            },
            .method("delete", doc: "Stages the deletion of all its contacts; an undo brings them back.", returns: ["integer"]) { call in
                try stage(call, .delete)
            },
            .method(
                "erase", doc: "Stages the erasure of all its contacts, with all that is known of them: no undo brings them back.",
                returns: ["integer"]
            ) { call in
                try stage(call, .erase)
            },
            .method(
                "fire", doc: "Stages an event for all its contacts whose key has not fired; answers how many.",
                parameters: [
                    LuaParameter("name", "string"), LuaParameter("params", "table<string, string|number|boolean>", optional: true),
                    LuaParameter("options", "{ key: string?, at: string? }", optional: true),
                ], returns: ["integer"]
            ) { call in
                try stage(call, .fire(try call.eventDraft(name: 2, parameters: 3, options: 4, zone: context.clock.zone)))
            },
        ]
    }

    private func query(_ call: LuaCall) throws -> ContactQuery { try call.object(1, as: QueryObject.self).query }

    private func push(_ call: LuaCall, _ change: (inout ContactQuery) -> Void) throws -> Int32 {
        var query = try query(call)
        change(&query)
        call.push(QueryObject(query))
        return 1
    }

    private func stage(_ call: LuaCall, _ intent: Intent) throws -> Int32 {
        call.push(Int64(try snapshot.stage(intent, on: query(call))))
        return 1
    }

    private func update(_ call: LuaCall) throws -> Int32 {
        let table = try call.table(2)
        guard table.array.isEmpty, !table.fields.isEmpty else {
            throw call.usage("update takes a table of fields and values, { plan = \"pro\" }")
        }
        var changed = 0
        // The query means the contacts as they are before the first of these values is staged.
        let query = try query(call)
        let intents = try table.fields.map { tag, value in try intent(tag, value, call) }
        if intents.count == 1 {
            changed = try snapshot.stage(intents[0], on: query)
        } else {
            let cursor = try snapshot.cursor(query)
            while let key = try cursor.next() {
                var isChanged = false
                for intent in intents where try snapshot.stage(intent, on: key) { isChanged = true }
                if isChanged { changed += 1 }
            }
        }
        call.push(Int64(changed))
        return 1
    }

    private func intent(_ tag: String, _ value: LuaValue, _ call: LuaCall) throws -> Intent {
        guard let field = snapshot.catalog.field(tagged: tag) else {
            throw call.usage("no field '\(tag)'\(Suggestion.phrase(for: tag, in: snapshot.catalog.fields.map(\.tag)))")
        }
        guard let plain = Value(value) else { throw call.usage("field '\(tag)' cannot hold a \(value.typeName)") }
        do throws(Invalid) {
            return .set(field, try field.validated(plain))
        } catch {
            throw call.usage("field '\(error.attribute)' \(error.message)")
        }
    }

    private func combination(_ name: String, _ doc: String, _ combine: @escaping (Filter, Filter) -> Filter) -> LuaMember {
        .method(name, doc: doc, parameters: [LuaParameter("other", "Query")], returns: ["Query"]) { call in
            let (left, right) = (try query(call), try call.object(2, as: QueryObject.self).query)
            for query in [left, right] where query.limit != nil || !query.order.isEmpty || query.sample != nil {
                throw call.usage("\(name) joins queries before they are limited, sorted or sampled")
            }
            call.push(QueryObject(ContactQuery(combine(left.filter, right.filter))))
            return 1
        }
    }

    /// A property by its path: `email`, `fields.plan`.
    private func property(_ call: LuaCall, _ index: Int) throws -> Property {
        let path = try call.string(index)
        switch path {
        case "id": return .id
        case "email": return .email
        case "status": return .status
        case "created_at": return .createdAt
        case "updated_at": return .updatedAt
        default:
            let tag = path.hasPrefix("fields.") ? String(path.dropFirst(7)) : path
            guard path.hasPrefix("fields."), let field = snapshot.catalog.field(tagged: tag) else {
                let known = ["id", "email", "status", "created_at", "updated_at"] + snapshot.catalog.fields.map { "fields.\($0.tag)" }
                throw call.usage("no property '\(path)'\(Suggestion.phrase(for: path, in: known))")
            }
            return .field(field)
        }
    }

    private func pluck(_ call: LuaCall) throws -> Int32 {
        guard call.count > 1 else { throw call.usage("pluck needs the names of properties, as in pluck(\"email\", \"fields.plan\")") }
        let columns = try (2...call.count).map { index -> ContactColumn in
            switch try property(call, index) {
            case .id: .id
            case .email: .email
            case .status: .status
            case .createdAt: .createdAt
            case .updatedAt: .updatedAt
            case .field(let field): .field(field)
            default: .email
            }
        }
        // A loop ends at the first nil, so the first value must be one that every contact has.
        if case .field(let field) = columns[0] {
            throw call.usage(
                "pluck's first property must be one that every contact has, such as email: a missing fields.\(field.tag) would end the loop"
            )
        }
        let cursor = try snapshot.cursor(try query(call), columns: columns)
        let snapshot = snapshot
        call.pushFunction { call in
            guard let key = try cursor.next() else {
                call.pushNil()
                return 1
            }
            if cursor.valueCount == columns.count, snapshot.stagedPropertyCount == 0 {
                for index in 0..<cursor.valueCount { call.push(cursor.values[index]) }
            } else {
                for column in columns { try snapshot.withValue(column, of: key) { call.push($0) } }
            }
            return Int32(columns.count)
        }
        return 1
    }
}
