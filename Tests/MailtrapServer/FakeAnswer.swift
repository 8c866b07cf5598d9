import Formats

/// What the server answers.
struct FakeAnswer: Sendable {
    var status: Int
    var headers: [(String, String)] = [("Content-Type", "application/json; charset=utf-8")]
    var body: [UInt8] = []

    init(_ status: Int, _ json: JSONValue? = nil) {
        self.status = status
        if let json { body = Array(json.description.utf8) }
    }

    init(_ status: Int, errors: JSONValue) { self.init(status, ["errors": errors]) }

    static let notFound = FakeAnswer(404, ["error": "Not Found"])
}
