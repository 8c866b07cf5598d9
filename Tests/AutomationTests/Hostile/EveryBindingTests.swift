import ContactStore
import Contacts
import Lua
import Testing

@testable import Automation

/// Every declared member is called with values at the ends of what there is, in the place of each of its arguments: it answers or
/// fails, and what it answers can be used.
struct EveryBindingTests {
    private let fixture: TemporaryWorkspace
    private let declarations: BindingDeclarations

    init() throws {
        fixture = try TemporaryWorkspace(configuration: "http:\n  hosts: [127.0.0.1]\n")
        declarations = try BindingDeclarations(workspace: fixture.workspace)
    }

    /// Answers everything at once.
    private struct Echo: WebClient {
        func send(_ request: WebRequest) throws -> WebResponse { WebResponse(status: 200, body: "{}") }
    }

    /// Where scripts find an object of each class.
    private static let receivers: [String: [String]] = [
        "Expression": ["contact.status:is_set()", "event.params.amount:gt(1)", "contact.events('Purchase'):count():ge(1)"],
        "Property": [
            "contact.fields.plan", "contact.fields.score", "contact.fields.visits", "contact.fields.joined", "contact.fields.vip",
            "contact.created_at", "contact.email", "contact.status", "contact.id", "event.params.amount", "event.at",
            "contact.events('Purchase'):count()", "contact.events('Purchase'):sum('amount')", "contact.events('Purchase'):last()",
        ],
        "EventClause": ["contact.events('Purchase')", "contact.events()"],
        "EventParameters": ["event.params"],
        "Fields": ["contact.fields"],
        "ListsProperty": ["contact.lists"],
        "ContactLists": ["contact.get('ann@example.com').lists"],
        "Query": ["contact.all()", "contact.all():limit(2)", "contact.where(contact.fields.score:gt(1)):order_by('email')"],
        "Grouping": ["contact.all():group('status')", "event.where(event.name:is_set()):group('name')"],
        "EventQuery": ["event.where(event.name:is_set())", "event.where(event.params.amount:gt(1)):limit(2)"],
        "RunTrigger": ["run.trigger"],
        "List": ["list.get('News')"],
        "Field": ["field.get('plan')"],
        "Contact": ["contact.get('ann@example.com')"],
        "ContactFields": ["contact.get('ann@example.com').fields"],
    ]

    /// What an argument is where another is tried.
    private static func plausible(_ parameter: LuaParameter) -> String {
        switch parameter.name {
        case "span": "'30d'"
        case "time", "from", "to", "low", "high": "'1998-01-01'"
        case "list", "name_or_id": "'News'"
        case "property", "properties", "...": "'email'"
        case "condition": "contact.status:is_set()"
        case "other": "contact.all()"
        case "email", "email_or_id": "'ann@example.com'"
        case "url": "'http://127.0.0.1/'"
        case "file", "path": "'people.csv'"
        case "field": "{ name = 'New', type = 'text' }"
        case "contact": "{ email = 'new@example.com' }"
        default:
            switch parameter.type {
            case "integer", "number": "1"
            case let type where type.hasPrefix("{") || type.hasPrefix("table") || type.hasSuffix("[]"): "{}"
            default: "'x'"
            }
        }
    }

    private static let prelude = """
        local deep, cyclic = {}, {}
        for i = 1, 100 do deep = { deep } end
        cyclic[1] = cyclic cyclic.x = cyclic
        local extremes = {
          math.maxinteger, math.mininteger, math.maxinteger - 1, 1e308, -1e308, 5e-324, -0.0, 0/0, 1/0, -1/0, 2^53 + 1, 2^63, -2^63, 2^64, 2^31 | 0,
          2^32 | 0, 0, -1, 1, 0.5, 100000, "", "\\0", "a\\0b", "\\xff", ("x"):rep(100000), "'", '"', "%", "\\n", "0d", "1000000y", "99999999999999999999d",
          "-1d", "9999-12-31", "0001-01-01", "10000-01-01", "9999-12-31T23:59:59.999Z", "News", "email", "fields.plan", "desc", {}, { 1 }, deep, cyclic,
          { [1.5] = 1 }, { [contact] = 1 }, { x = 0/0 }, { 1/0 }, true, false, print, coroutine.create(print), contact, contact.status,
          contact.status:is_set(), contact.all(), contact.get("ann@example.com"), list.get("News"), field.get("plan"), event.where(event.name:is_set()), event.params,
        }
        local count, calls = #extremes, 0
        local function use(value)
          if type(value) == "function" then for i = 1, 3 do if value() == nil then break end end end
          if type(value) ~= "userdata" then return end
          tostring(value)
          for _, name in ipairs { "count", "explain", "exists", "first", "is_set" } do pcall(function() return value[name](value) end) end
          pcall(function() for x in value:each() do break end end)
          pcall(function() return contact.where(value):count() end)
          pcall(function() return event.where(value):count() end)
          pcall(function() return contact.where(contact.events():where(value):any()):count() end)
        end
        local function finish(ok, first)
          calls = calls + 1
          if ok then pcall(use, first) else assert(type(first) == "string" and #first > 0) end
        end
        local function arguments(plausible, position, value)
          local list = table.pack(table.unpack(plausible))
          list[position] = value
          if position > list.n then list.n = position end
          return list
        end
        -- Calls a member with each extreme in the place of each argument, of one after the last, and of all together.
        local function call(receiver, name, plausible, keys, isMethod)
          for position = isMethod and 0 or 1, #plausible + 2 do
            for e = 0, count do
              finish(pcall(function()
                local object = receiver()
                local f = name and object[name] or object
                local list
                if position <= #plausible + 1 then list = arguments(plausible, math.max(position, 1), extremes[e])
                else list = { n = #plausible } for i = 1, #plausible do list[i] = extremes[e] end end
                if position == 0 then return f(extremes[e], table.unpack(plausible)) end
                if isMethod then return f(object, table.unpack(list, 1, list.n)) end
                return f(table.unpack(list, 1, list.n))
              end))
            end
          end
          for position, names in pairs(keys) do
            for _, key in ipairs(names) do
              for e = 1, count do
                finish(pcall(function()
                  local object, given = receiver(), { [key] = extremes[e] }
                  local f = name and object[name] or object
                  if type(plausible[position]) == "table" then for k, v in pairs(plausible[position]) do if given[k] == nil then given[k] = v end end end
                  local list = arguments(plausible, position, given)
                  if isMethod then return f(object, table.unpack(list, 1, list.n)) end
                  return f(table.unpack(list, 1, list.n))
                end))
              end
            end
          end
        end
        local acts = {
          function(a, b) return a & b end, function(a, b) return b | a end, function(a) return ~a end, function(a, b) return a == b end,
          function(a, b) return a < b end, function(a, b) return a .. b end, function(a, b) return a + b end, function(a) return #a end,
          function(a, b) return a(b) end, function(a, b) return a[b] end, function(a, b) a[b] = b end, function(a, b) a.plan = b end,
          function(a, b) a[b] = nil end, function(a) for k, v in pairs(a) do use(v) end end, function(a) return tostring(a) end,
        }
        local function operate(receiver)
          for _, act in ipairs(acts) do for e = 0, count do finish(pcall(function() return act(receiver(), extremes[e]) end)) end end
        end

        """

    private func runner(_ printed: @escaping (String) -> Void) -> ScriptRunner {
        fixture.runner {
            $0.webClient = Echo()
            $0.log = { _ in }
            $0.print = printed
        }
    }

    /// Runs a script that ends with the number of its calls.
    private func calls(_ source: String, _ title: String) -> Int {
        var calls = 0
        do {
            _ = try runner { calls = Int($0) ?? calls }.plan(fixture.script(Self.prelude + source + "\nprint(calls)"))
        } catch {
            Issue.record("\(title): \(error)")
        }
        return calls
    }

    /// The names in the tables that a parameter takes.
    private func keys(_ parameter: LuaParameter) -> [String] {
        func names(_ type: LuaTypeNotation) -> [String] {
            switch type {
            case .table(let fields): fields.map(\.name)
            case .optional(let inner), .array(let inner): names(inner)
            case .union(let types): types.flatMap(names)
            case .name(let name): declarations.type(name).map { $0.kind == .table ? $0.properties.map(\.name) : [] } ?? []
            case .generic, .literal, .function: []
            }
        }
        return LuaTypeNotation(parameter.type).map(names) ?? []
    }

    private func call(_ member: LuaMember, of receiver: String) -> String {
        let plausible = member.parameters.map { $0.name == "other" && receiver.hasPrefix("contact.status") ? receiver : Self.plausible($0) }
        let keys = member.parameters.enumerated().compactMap { index, parameter -> String? in
            let names = self.keys(parameter)
            return names.isEmpty ? nil : "[\(index + 1)] = { \(names.map { "'\($0)'" }.joined(separator: ", ")) }"
        }
        let isMethod = if case .method = member.kind { true } else { false }
        return "call(function() return \(receiver) end, '\(member.name)', { \(plausible.joined(separator: ", ")) }, "
            + "{ \(keys.joined(separator: ", ")) }, \(isMethod))\n"
    }

    @Test func everyMemberTakesAnything() throws {
        let digest = try fixture.workspace.store.digest()
        var total = 0
        for type in declarations.types where type.kind != .table {
            let receivers = type.kind == .global ? [type.global] : Self.receivers[type.name] ?? []
            #expect(!receivers.isEmpty, "\(type.name): name an expression that makes one")
            for receiver in receivers {
                for member in type.functions {
                    let calls = calls(call(member, of: receiver), "\(receiver).\(member.name)")
                    #expect(calls >= 60, "\(receiver).\(member.name)")
                    total += calls
                }
                total += calls("operate(function() return \(receiver) end)", "operators of \(receiver)")
            }
        }
        print("\(total) calls of bindings")
        #expect(total > 20_000)
        #expect(try fixture.workspace.store.digest() == digest)
        #expect(try fixture.plan("contact.all():update { plan = 'next' }").summary.changed == 5)
    }

    /// A script has one declaration, and it comes first.
    @Test func everySettingOfAJobTakesAnything() throws {
        let job = try #require(declarations.functions.first { $0.name == "job" })
        let extremes = [
            "math.maxinteger", "math.mininteger", "1e308", "0/0", "1/0", "-0.0", "2^53 + 1", "0", "-1", "''", "'\\0'", "'\\xff'",
            "('x'):rep(100000)", "'1000000y'", "'99999999999999999999s'", "'0s'", "'1000000h'", "{}", "{ { {} } }", "true", "print",
            "{ changes = math.maxinteger }", "{ changes = '1e999%' }", "{ changes = '-1%' }", "{ [1.5] = 1 }", "{ x = 0/0 }",
            "{ x = math.mininteger }",
        ]
        var ends = 0
        for key in keys(try #require(job.parameters.first)) {
            for extreme in extremes {
                do {
                    _ = try runner { _ in }.plan(fixture.script("job { ['\(key)'] = \(extreme) } contact.all():update { plan = 'x' }"))
                } catch is RunError {}
                ends += 1
            }
        }
        for extreme in extremes { _ = try? runner { _ in }.plan(fixture.script("job(\(extreme))")) }
        #expect(ends > 200)
    }
}
