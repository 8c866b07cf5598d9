import Lunation

/// What a console answers, as lines.
enum ConsoleText {
    static func lines(_ value: ConsoleValue, width: Int?, _ style: Style) -> [String] {
        switch value {
        case .text(let text): return [text]
        case .contact(let contact, let lists, let fields):
            var rows: [(String, String)] = [
                ("id", contact.id.description), ("email", contact.email.value), ("status", contact.status.rawValue),
                ("created_at", contact.createdAt.description), ("updated_at", contact.updatedAt.description),
                ("lists", lists.joined(separator: ", ")),
            ]
            rows += fields.compactMap { field in contact.fields[field.tag].map { ("fields.\(field.tag)", $0.description) } }
            let width = rows.map(\.0.count).max() ?? 0
            return rows.map { name, text in style.dim(name + String(repeating: " ", count: width - name.count)) + "  " + text }
        case .contacts(let contacts, let total, let fields):
            guard !contacts.isEmpty else { return ["no contacts"] }
            // A column without a value says nothing.
            let shown = fields.filter { field in contacts.contains { $0.fields[field.tag] != nil } }
            let rows = contacts.map { contact in
                [contact.email.value, contact.status.rawValue] + shown.map { contact.fields[$0.tag]?.description ?? "" }
            }
            let table = TextTable(header: ["email", "status"] + shown.map(\.tag), rows: rows)
            let count = Numbers.count(total, "contact")
            return table.lines(width: width, style) + [contacts.count < total ? "the first \(contacts.count) of \(count)" : count]
        }
    }
}
