import ContactStore
import Contacts
import Lua

/// The global `contact`: one contact, many contacts, and the root of expressions.
struct ContactBindings {
    let context: RunContext

    private var snapshot: Snapshot { context.snapshot }

    var module: LuaModule {
        LuaModule(
            name: "contact", doc: "One contact, many contacts, and the root of filter expressions.",
            members: properties + reads + writes + [erasure])
    }

    private var properties: [LuaMember] {
        func property(_ name: String, _ doc: String, _ property: Property) -> LuaMember {
            .property(name, doc: doc, type: "Property") { call in
                call.push(PropertyObject(property))
                return 1
            }
        }
        return [
            property("id", "The public id.", .id),
            property("email", "The address.", .email),
            property("status", "Consent: subscribed or unsubscribed.", .status),
            property("created_at", "When it was created.", .createdAt),
            property("updated_at", "When it last changed.", .updatedAt),
            .property("fields", doc: "The custom fields by merge tag.", type: "Fields") { call in
                call.push(FieldsObject())
                return 1
            },
            .property("lists", doc: "Membership of lists.", type: "ListsProperty") { call in
                call.push(ListsPropertyObject())
                return 1
            },
            .property("suppressed", doc: "The sending side blocks the address.", type: "Expression") { call in
                call.push(FilterObject(.suppressed))
                return 1
            },
            .function(
                "events", doc: "The contact's events of a name, to ask about.",
                parameters: [LuaParameter("name", "string", optional: true)], returns: ["EventClause"]
            ) { call in
                call.push(EventClauseObject(name: try call.optionalString(1)))
                return 1
            },
        ]
    }

    private var reads: [LuaMember] {
        [
            .function(
                "get", doc: "Finds one contact by e-mail or id; nil where there is none.",
                parameters: [LuaParameter("email_or_id", "string")], returns: ["Contact?"]
            ) { call in
                let text = try call.string(1)
                // What is neither an id nor an address is nobody's.
                let key =
                    try UUIDv7(text).map { try snapshot.key(of: $0) } ?? (try? EmailAddress(text)).flatMap { try snapshot.key(of: $0) }
                guard let key, let type = context.rows.type else {
                    call.pushNil()
                    return 1
                }
                call.push(recordKey: key.rawValue, type: type)
                return 1
            },
            .function(
                "where", doc: "The contacts that meet an expression, or have the values of a table.",
                parameters: [LuaParameter("condition", "Expression|table")], returns: ["Query"]
            ) { call in
                call.push(QueryObject(ContactQuery(try condition(call, 1))))
                return 1
            },
            .function("all", doc: "Every contact.", returns: ["Query"]) { call in
                call.push(QueryObject(ContactQuery()))
                return 1
            },
        ]
    }

    private var writes: [LuaMember] {
        let draft = LuaParameter("contact", "{ email: string, fields: table?, lists: string[]? }")
        return [
            .function("create", doc: "Stages a new contact; an error where the address exists.", parameters: [draft], returns: ["Contact"])
            { call in
                let draft = try ContactDraft(call, 1, context)
                guard try snapshot.key(of: draft.email) == nil else {
                    throw call.usage("there is a contact with this address already; use contact.upsert")
                }
                return try push(call, try create(draft))
            },
            .function(
                "upsert", doc: "Stages a new contact, or changes to the one of the address.", parameters: [draft],
                returns: ["Contact", "\"created\"|\"updated\""]
            ) { call in
                let draft = try ContactDraft(call, 1, context)
                if let key = try snapshot.key(of: draft.email) {
                    try apply(draft, to: key)
                    _ = try push(call, key)
                    call.push("updated")
                } else {
                    _ = try push(call, try create(draft))
                    call.push("created")
                }
                return 2
            },
        ]
    }

    private var erasure: LuaMember {
        .function(
            "erase",
            doc: "Stages the erasure of whoever has or had an address, in journals too; answers how many contacts that are.",
            parameters: [LuaParameter("email", "string")], returns: ["integer"]
        ) { call in
            let text = try call.string(1)
            do {
                call.push(Int64(try snapshot.stageErasure(of: EmailAddress(text))))
            } catch let problem as EmailProblem {
                throw call.usage("email \(problem)")
            }
            return 1
        }
    }

    private func create(_ draft: ContactDraft) throws -> ContactKey {
        let id = context.ids.next(milliseconds: context.clock.now.milliseconds, random: &context.random)
        let key = try snapshot.createContact(
            draft.email, id: id, resubscribes: context.job.allowed.contains("resubscribe"))
        try apply(draft, to: key)
        return key
    }

    private func apply(_ draft: ContactDraft, to key: ContactKey) throws {
        for (field, value) in draft.fields { try snapshot.stage(.set(field, value), on: key) }
        for list in draft.lists { try snapshot.stage(.join(list), on: key) }
        context.rows.invalidate(key)
    }

    private func push(_ call: LuaCall, _ key: ContactKey) throws -> Int32 {
        guard let type = context.rows.type else { throw call.usage("no contact") }
        call.push(recordKey: key.rawValue, type: type)
        return 1
    }

    /// An expression, or a table of values.
    func condition(_ call: LuaCall, _ index: Int) throws -> Filter {
        call.type(index) == .table ? try equalities(call, index) : try FilterBindings.contactFilter(call, index)
    }

    /// `{ status = "subscribed", plan = "pro" }`: all of the values.
    private func equalities(_ call: LuaCall, _ index: Int) throws -> Filter {
        let table = try call.table(index)
        guard table.array.isEmpty else { throw call.usage("contact.where takes an expression or a table of names and values") }
        var filter = Filter.all
        for (name, value) in table.fields {
            let property: Property
            switch name {
            case "status": property = .status
            case "email": property = .email
            case "id": property = .id
            default:
                guard let field = snapshot.catalog.field(tagged: name) else {
                    throw call.usage("no field \(call.quoted(name))\(Suggestion.phrase(for: name, in: snapshot.catalog.fields.map(\.tag)))")
                }
                property = .field(field)
            }
            let reader = PredicateReader(call: call, object: PropertyObject(property), clock: context.clock)
            filter = filter && .test(property, .equal(try reader.checked(value)))
        }
        return try FilterBindings.checked(filter, call)
    }
}
