import Formats
import Foundation
import Glibc

/// A connection that is kept, on which one request follows the other: as little as many clients need.
final class LoadConnection {
    struct Answer {
        let status: Int
        let text: String

        subscript(name: String) -> JSONValue { (try? JSONValue(parsing: text))?[name] ?? .null }
    }

    private let client: RawClient
    private let token: String

    init(port: Int, token: String) throws {
        client = try RawClient(port: port)
        self.token = token
    }

    func send(_ method: String, _ path: String, _ body: JSONValue? = nil) throws -> Answer {
        let body = body?.description ?? ""
        client.send(
            "\(method) \(path) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
        let answer = client.answer()
        guard let status = Int(answer.dropFirst(9).prefix(3)), let end = answer.range(of: "\r\n\r\n") else {
            throw POSIXError(.ECONNRESET)
        }
        return Answer(status: status, text: String(answer[end.upperBound...]))
    }
}
