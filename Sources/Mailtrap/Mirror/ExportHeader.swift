/// What the columns of an export are read as.
///
/// Mailtrap documents none of them: they are told by their names, in any order and case, and what is not known is left alone.
struct ExportHeader: Equatable {
    enum Column: Hashable {
        case email
        case id
        case status
        /// `subscribed` or `unsubscribed` as a question, with yes and no below it; whether yes is consent.
        case consent(Bool)
        case createdAt
        case lists
        /// A field, by its place among the account's.
        case field(Int)
        /// Known, and of no use.
        case ignored
        case unknown
    }

    let columns: [Column]
    let names: [String]

    var unknown: [String] { zip(columns, names).filter { $0.0 == .unknown }.map(\.1) }

    func index(of column: Column) -> Int? { columns.firstIndex(of: column) }

    init(_ header: [String], fields: [FieldResource]) throws(PullError) {
        names = header
        var seen: Set<Column> = []
        var columns = header.map { name in
            let column = Self.column(name, fields)
            // Of two columns for one thing the first counts.
            return column == .ignored || column == .unknown || seen.insert(column).inserted ? column : .unknown
        }
        if !seen.contains(.email) {
            let likely = header.indices.filter { columns[$0] == .unknown && header[$0].lowercased().contains("email") }
            guard likely.count == 1 else { throw .noEmailColumn(header: header) }
            columns[likely[0]] = .email
        }
        self.columns = columns
    }

    private static func column(_ header: String, _ fields: [FieldResource]) -> Column {
        let name = plain(header)
        if let column = own[name] { return column }
        let tag = bare(header)
        if let index = fields.firstIndex(where: { $0.mergeTag == tag }) ?? fields.firstIndex(where: { $0.name == header }) {
            return .field(index)
        }
        if let index = fields.firstIndex(where: { plain($0.mergeTag) == plain(tag) })
            ?? fields.firstIndex(where: { plain($0.name) == name })
        {
            return .field(index)
        }
        return aliases[name] ?? .unknown
    }

    /// The API's own names, which no field has.
    private static let own: [String: Column] = [
        "email": .email, "id": .id, "status": .status, "created_at": .createdAt, "updated_at": .ignored,
    ]

    /// Names that a field may have as well.
    private static let aliases: [String: Column] = [
        "e_mail": .email, "email_address": .email, "contact_email": .email, "uuid": .id, "contact_id": .id, "contact_uuid": .id,
        "subscription_status": .status, "contact_status": .status, "subscribed": .consent(true), "is_subscribed": .consent(true),
        "unsubscribed": .consent(false), "is_unsubscribed": .consent(false), "created": .createdAt, "creation_date": .createdAt,
        "date_created": .createdAt, "updated": .ignored, "date_updated": .ignored, "lists": .lists, "list": .lists, "list_ids": .lists,
        "list_names": .lists, "contact_lists": .lists, "list_id": .lists, "list_name": .lists,
    ]

    /// Lower case, with an underscore for each run of anything but letters and digits.
    private static func plain(_ text: String) -> String {
        text.lowercased().split { !($0.isLetter || $0.isNumber) }.joined(separator: "_")
    }

    /// A merge tag without its braces.
    private static func bare(_ text: String) -> String {
        text.hasPrefix("{{") && text.hasSuffix("}}") ? String(text.dropFirst(2).dropLast(2)).filter { $0 != " " } : text
    }
}
