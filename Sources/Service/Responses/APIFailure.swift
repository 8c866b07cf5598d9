import Contacts
import HTTPTypes

/// Why a request is not done. Each becomes one answer, in the shape that Mailtrap's own has.
enum APIFailure: Error {
    case badRequest(String)
    case unauthorized
    /// Of a webhook.
    case badSignature
    case accountForbidden
    case accessForbidden
    case notFound
    /// Where a contact is to be deleted, the words and the key are others.
    case contactNotFound
    case methodNotAllowed(Route)
    case tooLarge(limit: Int)
    case invalid(ValidationErrors)
    case invalidRows([RowErrors])
    /// A filter that cannot be read: the one text that is no list.
    case invalidFilters
    case throttled(RateVerdict)
    case rateLimited(RateVerdict)
    /// It is being stopped.
    case stopping
    /// The store cannot be used.
    case notReady
    case unexpected

    /// What is wrong with one row of an import.
    struct RowErrors {
        let email: String
        let errors: ValidationErrors
    }

    var status: HTTPResponse.Status {
        switch self {
        case .badRequest: .badRequest
        case .unauthorized, .badSignature: .unauthorized
        case .accountForbidden, .accessForbidden: .forbidden
        case .notFound, .contactNotFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .tooLarge: .contentTooLarge
        case .invalid, .invalidRows, .invalidFilters: .unprocessableContent
        case .throttled, .rateLimited: .tooManyRequests
        case .stopping, .notReady: .serviceUnavailable
        case .unexpected: .internalServerError
        }
    }

    static func invalid(_ attribute: String, _ message: String) -> APIFailure { .invalid(ValidationErrors(attribute, message)) }

    /// The body. Source of shapes and words: the Contacts API's description and recorded answers.
    func write(to json: inout JSONText) {
        switch self {
        case .badRequest(let reason): json.object { $0.member("error", reason) }
        case .unauthorized: json.raw(#"{"error":"Incorrect API token"}"#)
        case .badSignature: json.raw(#"{"error":"Invalid signature"}"#)
        case .accountForbidden: json.raw(#"{"errors":"Account access forbidden"}"#)
        case .accessForbidden: json.raw(#"{"errors":"Access forbidden"}"#)
        case .notFound: json.raw(#"{"error":"Not Found"}"#)
        case .contactNotFound: json.raw(#"{"errors":"Contact(s) not found"}"#)
        case .methodNotAllowed: json.raw(#"{"error":"Method Not Allowed"}"#)
        case .tooLarge(let limit): json.object { $0.member("error", "The body is longer than \(limit) bytes") }
        case .invalid(let errors): json.object { $0.member("errors") { errors.write(to: &$0) } }
        case .invalidRows(let rows):
            json.object { json in
                json.member("errors") { json in
                    json.array(rows) { json, row in
                        json.object { json in
                            json.member("email", row.email)
                            json.member("errors") { row.errors.write(to: &$0) }
                        }
                    }
                }
            }
        case .invalidFilters: json.raw(#"{"errors":{"filters":"invalid"}}"#)
        case .throttled: json.raw(#"{"error":"Throttled"}"#)
        case .rateLimited: json.raw(#"{"errors":"Rate limit exceeded"}"#)
        case .stopping: json.raw(#"{"errors":"Shutting down"}"#)
        case .notReady: json.raw(#"{"error":"Not ready"}"#)
        case .unexpected: json.raw(#"{"errors":"Unexpected error"}"#)
        }
    }
}
