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
            members: reading + aggregates + narrowing + writing)
    }

    private var reading: [LuaMember] {
        [
            .method(
                "each", doc: "Walks over the contacts: for c in q:each() do … end. What is staged meanwhile does not change the walk.",
                returns: ["fun(): Contact?"]
            ) { call in
                guard let type = context.rows.type else { return 0 }
                let loop = try context.rows.loop(over: try query(call), type)
                call.push(records: loop.row) { try loop.next() }
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
            .method(
                "explain", doc: "The rule in words with what happens to missing values, the SQL, and the database's plan for it.",
                returns: ["string"]
            ) { call in
                let query = try query(call)
                // The database refuses what is too large to be written in words.
                let compiled = try snapshot.explain(query)
                call.push(Explanation.text(QueryWords.lines(query, snapshot), compiled))
                return 1
            },
        ]
    }

    private var aggregates: [LuaMember] {
        let properties = LuaParameter("properties", "string")
        let group = LuaMember.method(
            "group", doc: "Groups by values of properties, to count or add up: for plan, n in q:group(\"fields.plan\"):count() do … end.",
            parameters: [properties], returns: ["Grouping"]
        ) { call in
            try pushGroups(call, query(call))
        }
        return [group]
            + AggregateBinding.all.map { binding in
                binding.member(of: "its contacts") { call in
                    let aggregate = try binding.aggregate(call, try call.contactProperty(2, in: snapshot))
                    return try snapshot.groups(query(call), by: [], aggregate)
                }
            }
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
                let property = try call.contactProperty(2, in: snapshot)
                let isAscending = try call.isAscending(3)
                return try push(call) {
                    if $0.limit != nil { $0 = ContactQuery(base: .query($0)) }
                    $0.order.append(ContactQuery.Order(property, isAscending: isAscending))
                }
            },
            .method(
                "sample", doc: "A share of the contacts, 0 to 1, by a hash of their ids: stable as the base grows.",
                parameters: [LuaParameter("share", "number")], returns: ["Query"]
            ) { call in
                let share = try call.number(2)
                guard (0...1).contains(share) else { throw call.usage("a share is a number from 0 to 1") }
                return try push(call) {
                    $0 = settled($0)
                    $0.sample = min($0.sample ?? 1, share)
                }
            },
            .method(
                "where", doc: "Those of its contacts that meet an expression, or have the values of a table.",
                parameters: [LuaParameter("condition", "Expression|table")], returns: ["Query"]
            ) { call in
                let filter = try ContactBindings(context: context).condition(call, 2)
                return try push(call) {
                    $0 = settled($0)
                    $0.filter = $0.filter == .all ? filter : try FilterBindings.checked($0.filter && filter, call)
                }
            },
            combination("union", "The contacts of either query.", base: { .union($0, $1) }, filter: { .or($0, $1) }),
            combination("intersect", "The contacts of both queries.", base: { .intersection($0, $1) }, filter: { .and($0, $1) }),
            combination(
                "except", "The contacts of this query that are not of the other.", base: { .difference($0, $1) },
                filter: { .and($0, .not($1)) }),
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

    private func pushGroups(_ call: LuaCall, _ query: ContactQuery) throws -> Int32 {
        let snapshot = snapshot
        let keys = try call.properties(from: 2) { try call.contactProperty($0, in: snapshot) }
        let grouping = GroupingObject(
            keys: keys, property: { call, index in try call.contactProperty(index, in: snapshot) },
            rows: { aggregate in try snapshot.groups(query, by: keys, aggregate) })
        call.push(grouping)
        return 1
    }

    private func query(_ call: LuaCall) throws -> ContactQuery { try call.object(1, as: QueryObject.self).query }

    private func push(_ call: LuaCall, _ change: (inout ContactQuery) throws -> Void) throws -> Int32 {
        var query = try query(call)
        try change(&query)
        return try push(call, query)
    }

    private func push(_ call: LuaCall, _ query: ContactQuery) throws -> Int32 {
        guard query.levels <= ContactQuery.maximumLevels else {
            throw call.usage("a query of more than \(ContactQuery.maximumLevels) steps, each on what a limit or another query left")
        }
        guard query.size <= ContactQuery.maximumSize else {
            throw call.usage("a query of more than \(ContactQuery.maximumSize) queries; put the contacts on a list instead")
        }
        guard query.order.count <= ContactQuery.maximumOrder else {
            throw call.usage("a query is sorted by at most \(ContactQuery.maximumOrder) properties")
        }
        guard query.weight <= Filter.maximumWeight else { throw FilterError.tooLarge(Filter.maximumWeight) }
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
        call.push(Int64(try snapshot.stage(table.fields.map { tag, value in try assignment(tag, value, call) }, on: query(call))))
        return 1
    }

    private func assignment(_ tag: String, _ value: LuaValue, _ call: LuaCall) throws -> (field: Field, value: Value?) {
        guard let field = snapshot.catalog.field(tagged: tag) else {
            if tag == "status" { throw call.usage("update is for fields; use q:unsubscribe()") }
            throw call.usage("no field \(call.quoted(tag))\(Suggestion.phrase(for: tag, in: snapshot.catalog.fields.map(\.tag)))")
        }
        guard let plain = Value(value) else { throw call.usage("field '\(tag)' cannot hold a \(value.typeName)") }
        do throws(Invalid) {
            return (field, try field.validated(plain.dated(for: field, in: context.clock.zone)))
        } catch {
            throw call.usage("field '\(error.attribute)' \(error.message)")
        }
    }

    /// A query that has taken its share: what comes after a limit works on the contacts that it has left.
    private func settled(_ query: ContactQuery) -> ContactQuery {
        query.limit == nil ? query : ContactQuery(base: .query(query), order: query.order)
    }

    private func combination(
        _ name: String, _ doc: String, base: @escaping (ContactQuery, ContactQuery) -> ContactQuery.Base,
        filter: @escaping (Filter, Filter) -> Filter
    ) -> LuaMember {
        .method(name, doc: doc, parameters: [LuaParameter("other", "Query")], returns: ["Query"]) { call in
            let (left, right) = (try query(call), try call.object(2, as: QueryObject.self).query)
            for query in [left, right] where !query.order.isEmpty && query.limit == nil {
                throw call.usage("\(name) would lose the order of a query; sort what it answers, as in a:\(name)(b):order_by(…)")
            }
            let isPlain = left.isPlain && right.isPlain
            return try push(
                call,
                isPlain
                    ? ContactQuery(FilterBindings.checked(filter(left.filter, right.filter), call))
                    : ContactQuery(base: base(left, right)))
        }
    }

    private func pluck(_ call: LuaCall) throws -> Int32 {
        guard call.count > 1 else { throw call.usage("pluck needs the names of properties, as in pluck(\"email\", \"fields.plan\")") }
        let properties = try call.properties(from: 2) { try call.contactProperty($0, in: snapshot) }
        // A loop ends at the first nil, so the first value must be one that every contact has.
        if let first = properties.first, !first.isAlwaysSet {
            throw call.usage(
                "pluck's first property must be one that every contact has, such as email: a missing \(first.path) would end the loop")
        }
        call.push(rows: try snapshot.rows(query(call), properties))
        return 1
    }
}
