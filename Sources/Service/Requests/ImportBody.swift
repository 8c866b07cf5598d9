import ContactStore
import Contacts
import Formats

/// The contacts of a `POST /contacts/imports`.
struct ImportBody {
    let rows: [ServedImportRow]

    init(_ body: JSONObject) throws(APIFailure) {
        switch body["contacts"] {
        case .array(let contacts) where !contacts.isEmpty:
            guard contacts.count <= ServedImports.maximumRows else {
                let email = contacts[ServedImports.maximumRows]["email"]?.stringValue ?? ""
                throw Self.refused(email, "base", "cannot import more than \(ServedImports.maximumRows) contacts at once")
            }
            rows = contacts.map(Self.row)
        case nil, .null, .array: throw Self.refused("", "contacts", "can't be blank")
        default: throw Self.refused("", "contacts", "must be an array")
        }
    }

    /// In the shape of the refusal of a row: clients know no other for imports.
    private static func refused(_ email: String, _ attribute: String, _ message: String) -> APIFailure {
        .invalidRows([APIFailure.RowErrors(email: email, errors: ValidationErrors(attribute, message))])
    }

    private static func row(_ json: JSONValue) -> ServedImportRow {
        guard case .object(let object) = json else {
            var row = ServedImportRow(email: "")
            row.problems = [Invalid("base", ContactBody.notAHash)]
            return row
        }
        let contact = ContactBody(object)
        var row = ServedImportRow(
            email: contact.email ?? "", values: contact.values, listsIncluded: contact.listsIncluded, listsExcluded: contact.listsExcluded)
        row.problems = contact.problems
        if contact.email == nil, contact.problems.isEmpty { row.problems.append(Invalid("email", "can't be blank")) }
        return row
    }
}
