import Formats
import NIOHTTP1
import Testing

/// What a request was answered with.
struct Reply {
    let status: Int
    let headers: HTTPHeaders
    let bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var json: JSONValue { (try? JSONValue(parsing: bytes)) ?? .null }

    subscript(name: String) -> JSONValue { json[name] ?? .null }

    func header(_ name: String) -> String? { headers.first(name: name) }

    /// Expects a status and a body of a shape: the name of a schema.
    @discardableResult
    func expect(_ status: Int, _ schema: String? = nil, location: SourceLocation = #_sourceLocation) throws -> Reply {
        #expect(self.status == status, "\(text)", sourceLocation: location)
        guard let schema else {
            #expect(bytes.isEmpty, "\(text)", sourceLocation: location)
            return self
        }
        #expect(header("Content-Type") == "application/json; charset=utf-8", sourceLocation: location)
        let violations = try Schema.named(schema).violations(of: json)
        #expect(violations.isEmpty, "\(schema): \(violations.joined(separator: "; ")) in \(text)", sourceLocation: location)
        return self
    }

    /// Expects a status and exactly this body.
    @discardableResult
    func expect(_ status: Int, body: String, location: SourceLocation = #_sourceLocation) -> Reply {
        #expect(self.status == status && text == body, "\(self.status) \(text)", sourceLocation: location)
        return self
    }
}
