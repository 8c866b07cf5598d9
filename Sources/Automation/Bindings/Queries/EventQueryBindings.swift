import ContactStore
import Contacts
import Lua

/// What a query of events can do: walk, count, group, narrow, and lead to the contacts.
struct EventQueryBindings {
    let context: RunContext

    private var snapshot: Snapshot { context.snapshot }

    var declaration: LuaClass {
        LuaClass(
            name: EventQueryObject.luaClass,
            doc: "Events that meet a condition, staged ones included; nothing is read until it is asked for.",
            members: reading + aggregates + narrowing)
    }

    /// A condition on events alone.
    static func filter(_ call: LuaCall, _ index: Int) throws -> Filter {
        let filter = try FilterBindings.filter(call, index)
        guard EventClauseBindings.isOfEvents(filter) else {
            throw call.usage("in queries of events only event.name, event.at and event.params can be tested; \(Self.hint)")
        }
        return filter
    }

    private static let hint = "contact.where(… & contact.events(name):any()) asks about contacts"

    private var reading: [LuaMember] {
        [
            .method(
                "each",
                doc: "Walks over the events: for e in q:each() do … end. e.contact is nil where the contact has been deleted since.",
                returns: ["fun(): Event?"]
            ) { call in
                let cursor = try snapshot.cursor(query(call))
                call.pushFunction { call in
                    if let (event, hasContact) = try cursor.next() { push(call, event, hasContact) } else { call.pushNil() }
                    return 1
                }
                return 1
            },
            .method("count", doc: "How many events it matches.", returns: ["integer"]) { call in
                call.push(Int64(try snapshot.count(query(call))))
                return 1
            },
            .method("exists", doc: "Whether it matches any event.", returns: ["boolean"]) { call in
                call.push(try first(call) != nil)
                return 1
            },
            .method("first", doc: "The first event, or nil.", returns: ["Event?"]) { call in
                if let (event, hasContact) = try first(call) { push(call, event, hasContact) } else { call.pushNil() }
                return 1
            },
            .method("contacts", doc: "The contacts that have such an event.", returns: ["Query"]) { call in
                let query = try query(call)
                guard query.limit == nil else { throw call.usage("contacts() is of all events of a query; ask for them before the limit") }
                guard query.batch == nil else {
                    call.push(QueryObject(ContactQuery(base: .events(EventQuery(query.filter, batch: query.batch)))))
                    return 1
                }
                let conditions = query.filter == .all ? [] : [query.filter]
                call.push(QueryObject(ContactQuery(.events(EventClause(name: nil, conditions: conditions, question: .any)))))
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
        let group = LuaMember.method(
            "group", doc: "Groups by name or parameters, to count or add up: for name, n in q:group(\"name\"):count() do … end.",
            parameters: [LuaParameter("properties", "string")], returns: ["Grouping"]
        ) { call in
            try pushGroups(call, query(call))
        }
        return [group]
            + AggregateBinding.all.map { binding in
                binding.member(of: "its events") { call in
                    let aggregate = try binding.aggregate(call, call.eventProperty(2))
                    return try snapshot.groups(query(call), by: [], aggregate)
                }
            }
    }

    private var narrowing: [LuaMember] {
        [
            .method("limit", doc: "At most a number of events.", parameters: [LuaParameter("count", "integer")], returns: ["EventQuery"]) {
                call in
                let count = try call.integer(2)
                guard count >= 0 else { throw call.usage("a limit is 0 or more") }
                return try push(call) { $0.limit = min($0.limit ?? .max, Int(count)) }
            },
            .method(
                "order_by", doc: "Sorted by \"at\", \"name\" or a parameter, missing values last.",
                parameters: [LuaParameter("property", "string"), LuaParameter("direction", "\"asc\"|\"desc\"", optional: true)],
                returns: ["EventQuery"]
            ) { call in
                let order = ContactQuery.Order(try call.eventProperty(2), isAscending: try call.isAscending(3))
                try checkUnlimited(call, "order_by")
                return try push(call) { $0.order.append(order) }
            },
            .method(
                "where", doc: "Those of its events that meet a condition, too.", parameters: [LuaParameter("condition", "Expression")],
                returns: ["EventQuery"]
            ) { call in
                let filter = try Self.filter(call, 2)
                try checkUnlimited(call, "where")
                return try push(call) { $0.filter = $0.filter == .all ? filter : try FilterBindings.checked($0.filter && filter, call) }
            },
        ]
    }

    private func checkUnlimited(_ call: LuaCall, _ name: String) throws {
        guard try query(call).limit == nil else { throw call.usage("\(name) of events comes before their limit") }
    }

    private func pushGroups(_ call: LuaCall, _ query: EventQuery) throws -> Int32 {
        let snapshot = snapshot
        let keys = try call.properties(from: 2) { try call.eventProperty($0) }
        let grouping = GroupingObject(
            keys: keys, property: { call, index in try call.eventProperty(index) },
            rows: { aggregate in try snapshot.groups(query, by: keys, aggregate) })
        call.push(grouping)
        return 1
    }

    private func query(_ call: LuaCall) throws -> EventQuery { try call.object(1, as: EventQueryObject.self).query }

    private func first(_ call: LuaCall) throws -> (event: Event, hasContact: Bool)? {
        var query = try query(call)
        query.limit = min(query.limit ?? 1, 1)
        return try snapshot.cursor(query).next()
    }

    private func push(_ call: LuaCall, _ change: (inout EventQuery) throws -> Void) throws -> Int32 {
        var query = try query(call)
        try change(&query)
        guard query.order.count <= ContactQuery.maximumOrder else {
            throw call.usage("a query is sorted by at most \(ContactQuery.maximumOrder) properties")
        }
        call.push(EventQueryObject(query))
        return 1
    }

    private func push(_ call: LuaCall, _ event: Event, _ hasContact: Bool) {
        guard case .table(var table) = EventBindings.table(event, context.veil.seen) else { return }
        if hasContact, let type = context.rows.type {
            table.fields.append((key: "contact", value: .record(LuaRecord(type: type, key: event.contact.rawValue))))
        }
        call.push(.table(table))
    }
}
