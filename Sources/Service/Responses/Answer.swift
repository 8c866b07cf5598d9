import HTTPTypes
import Hummingbird
import NIOCore

/// What a request is answered with, before the headers that all answers have.
struct Answer {
    var status: HTTPResponse.Status
    var body: ResponseBody
    var headers: HTTPFields
    /// The bytes that an entity tag is made of; nil for bodies that have none.
    var tagged: ByteBuffer?

    private init(_ status: HTTPResponse.Status, _ body: ResponseBody, _ headers: HTTPFields = HTTPFields()) {
        self.status = status
        self.body = body
        self.headers = headers
    }

    /// JSON.
    static func json(_ status: HTTPResponse.Status = .ok, capacity: Int = 512, _ write: (inout JSONText) -> Void) -> Answer {
        var json = JSONText(capacity: capacity)
        write(&json)
        var answer = Answer(status, ResponseBody(byteBuffer: json.buffer), [.contentType: "application/json; charset=utf-8"])
        if status.kind == .successful { answer.tagged = json.buffer }
        return answer
    }

    static let noContent = Answer(.noContent, ResponseBody())

    static func text(_ text: String, type: String) -> Answer {
        Answer(.ok, ResponseBody(byteBuffer: ByteBuffer(string: text)), [.contentType: type])
    }

    static func stream(_ body: ResponseBody, _ headers: HTTPFields) -> Answer { Answer(.ok, body, headers) }

    static func failure(_ failure: APIFailure, nowSeconds: Int64) -> Answer {
        var answer = json(failure.status) { failure.write(to: &$0) }
        switch failure {
        case .unauthorized: answer.headers[.wwwAuthenticate] = #"Token realm="Application""#
        case .methodNotAllowed(let route): answer.headers[.allow] = route.methods.map(\.rawValue).joined(separator: ", ")
        // What comes of the body is not read.
        case .tooLarge: answer.headers[.connection] = "close"
        case .throttled(let verdict), .rateLimited(let verdict):
            answer.headers.setRate(verdict)
            answer.headers[.rateLimitReset] = verdict.resetText
            answer.headers[.retryAfter] = String(max(1, verdict.reset - nowSeconds))
        case .stopping: answer.headers[.retryAfter] = "1"
        default: break
        }
        return answer
    }
}
