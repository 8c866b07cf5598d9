public import Contacts
import Formats

/// What the Contacts API answered in place of success: one type for all the shapes that its errors have.
///
/// It keeps addresses apart from messages, so that the description can go to logs.
public struct APIError: DataBearing, Hashable, Sendable {
    /// The HTTP status.
    public let status: Int
    /// What is wrong with which attribute; the attribute is nil where the answer names none.
    public let messages: [Message]
    /// Of an import's 422 the rows that it refuses.
    public let rows: [Row]

    public struct Message: Hashable, Sendable {
        public let attribute: String?
        public let text: String

        public init(_ attribute: String?, _ text: String) {
            self.attribute = attribute
            self.text = text
        }
    }

    /// A row of an import, named by its address as the answer writes it.
    public struct Row: Hashable, Sendable {
        public let email: String
        public let messages: [Message]

        /// `email is invalid; plan is invalid`.
        public var text: String { APIError.text(messages) }
    }

    public init(status: Int, messages: [Message] = [], rows: [Row] = []) {
        self.status = status
        self.messages = messages
        self.rows = rows
    }

    /// Reads an answer's body: `error` or `errors` with a text, texts, texts by attribute, nested or not, or an import's rows. A body
    /// that is none of these, or no JSON at all, is an error without messages.
    public init(status: Int, body: [UInt8]) {
        guard let json = try? JSONValue(parsing: body), case .object(let object) = json else {
            self.init(status: status)
            return
        }
        var messages: [Message] = []
        var rows: [Row] = []
        for key in ["error", "errors", "message"] {
            guard let value = object[key] else { continue }
            Self.read(value, nil, &messages, &rows)
        }
        self.init(status: status, messages: messages, rows: rows)
    }

    /// Whether an attribute, or the answer as a whole, is said to have something wrong with it that contains a text, in any case.
    public func mentions(_ part: String, in attribute: String? = nil) -> Bool {
        messages.contains { message in
            (attribute == nil || message.attribute == attribute) && message.text.lowercased().contains(part.lowercased())
        }
    }

    /// `422: email is invalid; name can't be blank`.
    public func words(showingData: Bool) -> String {
        var parts = messages.isEmpty ? [] : [Self.text(messages)]
        if let row = rows.first {
            let more = rows.count > 1 ? " (and \(rows.count - 1) more rows)" : ""
            parts.append((showingData ? "\(row.email): " : "a row: ") + row.text + more)
        }
        let text = parts.isEmpty ? Self.reason(status) : parts.joined(separator: "; ")
        return "\(status): " + (showingData ? text : AddressMask.masked(text))
    }

    /// What is wrong, without the status.
    public var text: String { messages.isEmpty ? Self.reason(status) : AddressMask.masked(Self.text(messages)) }

    private static func read(_ json: JSONValue, _ attribute: String?, _ messages: inout [Message], _ rows: inout [Row]) {
        switch json {
        case .string(let text): messages.append(Message(attribute, text))
        case .array(let values):
            for value in values { read(value, attribute, &messages, &rows) }
        case .object(let object):
            if let email = object["email"]?.stringValue, let errors = object["errors"] {
                var found: [Message] = []
                read(errors, nil, &found, &rows)
                rows.append(Row(email: email, messages: found))
                return
            }
            for (key, value) in object { read(value, key, &messages, &rows) }
        case .null: break
        case .bool, .integer, .number: messages.append(Message(attribute, json.description))
        }
    }

    private static func text(_ messages: [Message]) -> String {
        messages.map { message in
            switch message.attribute {
            case nil, "base": message.text
            case let attribute?: "\(attribute) \(message.text)"
            }
        }.joined(separator: "; ")
    }

    /// What a status means where the answer does not say.
    private static func reason(_ status: Int) -> String {
        switch status {
        case 400: "the request was not understood"
        case 401: "the token was not accepted"
        case 403: "the token has no access"
        case 404: "not found"
        case 409: "it conflicts with what is there"
        case 413: "the request is too large"
        case 422: "the request was refused"
        case 429: "too many requests"
        case 500...: "the server failed"
        default: "an unexpected answer"
        }
    }
}
