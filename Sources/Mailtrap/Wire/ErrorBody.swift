public import Formats

/// The bodies of the Contacts API's errors, in the shapes in which it sends them.
///
/// Source: specs/contacts.openapi.yml of mailtrap-openapi, and recorded answers.
public enum ErrorBody: Hashable, Sendable {
    /// `{"error": "Not Found"}`: 401, most 404, the general throttle.
    case error(String)
    /// `{"errors": "Access forbidden"}`: 403, 409, 429 of the Contacts API, 500, DELETE of a contact that is not there.
    case errors(String)
    /// `{"errors": {"name": ["can't be blank"]}}`: 422.
    case attributes([Attribute])
    /// `{"errors": [{"email": …, "errors": {…}}]}`: 422 of an import, its bad rows alone.
    case rows([Row])

    /// An attribute and what is wrong with it.
    public struct Attribute: Hashable, Sendable {
        public var name: String
        public var messages: [String]

        public init(_ name: String, _ messages: [String]) {
            self.name = name
            self.messages = messages
        }
    }

    /// A row of an import that was refused.
    public struct Row: Hashable, Sendable {
        public var email: String
        public var attributes: [Attribute]

        public init(email: String, attributes: [Attribute]) {
            self.email = email
            self.attributes = attributes
        }
    }

    public var json: JSONValue {
        switch self {
        case .error(let text): ["error": .string(text)]
        case .errors(let text): ["errors": .string(text)]
        case .attributes(let attributes): ["errors": Self.json(attributes)]
        case .rows(let rows):
            ["errors": .array(rows.map { ["email": .string($0.email), "errors": Self.json($0.attributes)] })]
        }
    }

    private static func json(_ attributes: [Attribute]) -> JSONValue {
        var object = JSONObject()
        for attribute in attributes { object[attribute.name] = .array(attribute.messages.map { .string($0) }) }
        return .object(object)
    }
}
