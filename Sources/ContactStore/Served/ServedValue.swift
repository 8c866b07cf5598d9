import Contacts
import Formats

/// Values of requests as fields hold them.
enum ServedValue {
    /// JSON's own types are taken where they fit, and texts that say the same: `"42"` in an integer field. `null` is no value; an empty
    /// text is one in text fields alone, since forms send it for what was not filled in.
    static func stored(_ json: JSONValue, _ field: Field) throws(Invalid) -> SQLValue {
        switch (field.type, json) {
        case (_, .null): return .null
        case (.text, .string(let text)):
            if text.utf8.count > Value.maximumTextLength, text.count > Value.maximumTextLength {
                throw Invalid(field.tag, "is too long (maximum is \(Value.maximumTextLength) characters)")
            }
            return .text(text)
        case (.text, .integer(let number)): return .text(String(number))
        case (.text, .number(let number)) where number.isFinite: return .text(number.description)
        case (.text, .bool(let flag)): return .text(flag ? "true" : "false")
        case (_, .string("")): return .null
        case (.integer, .integer(let number)): return .integer(number)
        case (.integer, .number(let number)):
            if let whole = Int64(exactly: number) { return .integer(whole) }
        case (.float, .integer(let number)): return .real(Double(number))
        case (.float, .number(let number)) where number.isFinite: return .real(number)
        case (.boolean, .bool(let flag)): return .integer(flag ? 1 : 0)
        case (.boolean, .integer(let number)) where number == 0 || number == 1: return .integer(number)
        case (_, .string(let text)):
            if let value = Value(text, as: field.type) { return Storage.stored(value) }
        default: break
        }
        throw Invalid(field.tag, "is invalid")
    }

    /// Values by the places of their fields, added to what is wrong with others of the request.
    static func places(
        _ values: [(tag: String, value: JSONValue)], _ catalog: ServedCatalog, _ problems: inout [Invalid]
    ) -> [(place: Int, value: SQLValue)] {
        guard !values.isEmpty else { return [] }
        var found: [(place: Int, value: SQLValue)] = []
        found.reserveCapacity(values.count)
        var unknown: [String] = []
        for (tag, json) in values {
            guard let place = catalog.places[tag] else {
                unknown.append(tag)
                continue
            }
            do throws(Invalid) {
                found.append((place, try stored(json, catalog.fields[place])))
            } catch {
                problems.append(error)
            }
        }
        if !unknown.isEmpty { problems.append(Invalid("fields", "contains invalid values: \(unknown.joined(separator: ", "))")) }
        return found
    }

    /// What is wrong with lists that are to be joined and left.
    static func checkLists(
        _ included: [Int64], _ excluded: [Int64], _ catalog: ServedCatalog, named names: (included: String, excluded: String),
        _ problems: inout [Invalid]
    ) {
        if !included.isEmpty, !included.allSatisfy(catalog.hasList) { problems.append(Invalid(names.included, "contains invalid data")) }
        if !excluded.isEmpty, !excluded.allSatisfy(catalog.hasList) { problems.append(Invalid(names.excluded, "contains invalid data")) }
        guard !included.isEmpty, !excluded.isEmpty else { return }
        let both = Set(included).intersection(excluded).sorted().map(String.init)
        guard let last = both.last else { return }
        let listed = both.count == 1 ? last : both.dropLast().joined(separator: ", ") + " and \(last)"
        problems.append(Invalid("base", "same list_ids \(listed) are specified both as included and excluded"))
    }
}
