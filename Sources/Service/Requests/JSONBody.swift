import Formats
import Hummingbird
import NIOCore

/// The JSON of a request.
enum JSONBody {
    /// How deep it may nest: no request of the API has more than five levels.
    private static let depth = 16

    /// All bytes of a body.
    static func bytes(of request: Request, limit: Int) async throws -> ByteBuffer {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit { throw APIFailure.tooLarge(limit: limit) }
        do {
            return try await request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw APIFailure.tooLarge(limit: limit)
        }
    }

    /// The value that the bytes hold; an empty object where there are none.
    static func value(_ bytes: ByteBuffer) throws(APIFailure) -> JSONValue {
        guard bytes.readableBytes > 0 else { return .object(JSONObject()) }
        let result = bytes.withUnsafeReadableBytes { raw in
            Result { () throws(FormatError) in try JSONValue(parsing: raw, depth: depth) }
        }
        switch result {
        case .success(let value): return value
        case .failure(let error): throw .badRequest("The body cannot be read: \(error)")
        }
    }

    /// The members of a body that is an object.
    static func object(_ bytes: ByteBuffer) throws(APIFailure) -> JSONObject {
        guard case .object(let object) = try value(bytes) else { throw .badRequest("The body is no JSON object") }
        return object
    }
}
