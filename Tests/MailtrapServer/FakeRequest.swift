public import Formats

/// A request as the server got it.
public struct FakeRequest: Sendable {
    /// The number of the request, from 1, over all connections.
    public let number: Int
    public let method: String
    /// The path without `/api`, an account and the query: `/contacts/lists`.
    public let path: String
    public let query: [String: String]
    /// The account that the path names.
    public let account: Int64?
    public let token: String?
    public let body: [UInt8]
    /// When it arrived: seconds on a clock that goes on evenly.
    public let time: Double
    /// Of an import its number of rows, else 0.
    public var rows: Int { path == "/contacts/imports" && method == "POST" ? json?["contacts"]?.arrayValue?.count ?? 0 : 0 }

    public var json: JSONValue? { try? JSONValue(parsing: body) }
    /// `GET /contacts/lists`.
    public var title: String { "\(method) \(path)" }
}
