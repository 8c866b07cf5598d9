import ContactStore
import Contacts
import Lua

/// Reads what scripts give to imports: tables of options, and contacts as tables.
struct ImportTable {
    let call: LuaCall
    let snapshot: Snapshot

    private static let options = ["map", "ignore", "lists", "existing", "on_error"]
    private static let properties = ["email", "fields", "lists_included", "lists_excluded"]

    static func options(_ call: LuaCall, _ index: Int, _ context: RunContext) throws -> ImportOptions {
        var options = ImportOptions()
        guard let table = try call.optionalTable(index) else { return options }
        guard table.array.isEmpty, table.others.isEmpty else { throw call.usage("options have names, as in { existing = \"keep\" }") }
        for (name, value) in table.fields {
            switch (name, value) {
            case ("map", .table(let map)) where map.array.isEmpty:
                for (property, column) in map.fields {
                    guard case .string(let column) = column else { throw call.usage("option 'map' gives each name a column, a text") }
                    options.columns[property] = column
                }
            case ("map", _): throw call.usage("option 'map' is a table of names and columns, as in map = { plan = \"Plan name\" }")
            case ("ignore", .table(let columns)): options.ignoredColumns = Set(try texts(columns, name, call))
            case ("ignore", _): throw call.usage("option 'ignore' is a list of columns, as in ignore = { \"Notes\" }")
            case ("lists", .table(let lists)) where lists.fields.isEmpty:
                options.lists = try lists.array.map { value in
                    if case .string(let name) = value { name } else { try call.list(value, in: context.snapshot).name }
                }
            case ("lists", _): throw call.usage("option 'lists' is a list of lists, as in lists = { \"Customers\" }")
            case ("existing", _): options.existing = try word(name, value, call)
            case ("on_error", _): options.onError = try word(name, value, call)
            default:
                throw call.usage(
                    "no option \(call.quoted(name))\(Suggestion.phrase(for: name, in: Self.options)); there are \(Self.options.joined(separator: ", "))"
                )
            }
        }
        return options
    }

    /// A contact of `import.contacts`.
    func row(_ value: LuaValue) throws(Invalid) -> ImportRow {
        guard case .table(let table) = value else { throw Invalid("contact", "must be a table, not a \(value.typeName)") }
        guard case .string(let email)? = table["email"] else { throw Invalid("email", "can't be blank") }
        var row = ImportRow(email: email)
        for (name, value) in table.fields {
            switch (name, value) {
            case ("email", _): continue
            case ("fields", .table(let values)):
                for (tag, value) in values.fields { row.fields.append(try field(tag, value)) }
            case ("fields", _): throw Invalid("fields", "must be a table")
            case ("lists_included", _): row.listsIncluded = try lists(name, value)
            case ("lists_excluded", _): row.listsExcluded = try lists(name, value)
            default: throw Invalid("contact", "has no \(call.quoted(name))\(Suggestion.phrase(for: name, in: Self.properties))")
            }
        }
        return row
    }

    private func field(_ tag: String, _ value: LuaValue) throws(Invalid) -> (field: Field, value: Value?) {
        guard let field = snapshot.catalog.field(tagged: tag) else {
            throw Invalid(
                "fields", "contains no field \(call.quoted(tag))\(Suggestion.phrase(for: tag, in: snapshot.catalog.fields.map(\.tag)))")
        }
        guard let value = Value(value) else { throw Invalid(tag, "cannot hold a \(value.typeName)") }
        return (field, value)
    }

    private func lists(_ name: String, _ value: LuaValue) throws(Invalid) -> [Int64] {
        guard case .table(let lists) = value, lists.fields.isEmpty else { throw Invalid(name, "must be a list of lists") }
        var ids: [Int64] = []
        for value in lists.array {
            switch value {
            case .object(let object as ListObject): ids.append(object.list.id)
            case .integer(let id):
                guard snapshot.catalog.list(id: id) != nil else { throw Invalid(name, "contains no list with id \(id)") }
                ids.append(id)
            case .string(let text):
                guard let list = snapshot.catalog.list(named: text) else {
                    throw Invalid(
                        name, "contains no list \(call.quoted(text))\(Suggestion.phrase(for: text, in: snapshot.catalog.lists.map(\.name)))"
                    )
                }
                ids.append(list.id)
            default: throw Invalid(name, "contains a \(value.typeName); lists are names, ids or list objects")
            }
        }
        return ids
    }

    /// An import's error in the words of scripts.
    static func message(_ error: ImportError, path: String, name: String, _ call: LuaCall) -> String {
        let message =
            switch error {
            case .unknownColumns(_, let columns, let suggestions):
                "\(name) has no field for column\(columns.count == 1 ? "" : "s") "
                    + columns.map { "'\($0)'" + (suggestions[$0].map { " (did you mean '\($0)'?)" } ?? "") }.joined(separator: ", ")
                    + "; make it with field.ensure, or name it in map or ignore"
            case .noEmailColumn(_, let header):
                "\(name) has no column 'email' \(ImportError.names(header, call.veil?.showsData ?? true)); name it with map = { email = \"COLUMN\" }"
            case .missingColumn(_, let property, let header): "\(name) has no column '\(header)', which map gives to '\(property)'"
            default: error.description
            }
        return message.replacing(path, with: name)
    }

    private static func word<Word: RawRepresentable & CaseIterable>(_ name: String, _ value: LuaValue, _ call: LuaCall) throws -> Word
    where Word.RawValue == String {
        let words = Word.allCases.map(\.rawValue)
        let list = words.dropLast().map { "\"\($0)\"" }.joined(separator: ", ") + " or \"\(words.last ?? "")\""
        guard case .string(let text) = value else { throw call.usage("option '\(name)' is \(list), not a \(value.typeName)") }
        guard let word = Word(rawValue: text) else {
            throw call.usage(
                "option '\(name)' is \(list), not \(call.says(text) ? "\"\(text)\"" : call.quoted(text))\(Suggestion.phrase(for: text, in: words))"
            )
        }
        return word
    }

    private static func texts(_ table: LuaTable, _ name: String, _ call: LuaCall) throws -> [String] {
        try table.array.map { value in
            guard case .string(let text) = value else { throw call.usage("option '\(name)' is a list of texts") }
            return text
        }
    }
}
