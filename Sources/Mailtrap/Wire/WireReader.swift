import Contacts
import Formats

/// Reads the members of a JSON object, liberal in how numbers and times are written.
struct WireReader {
    let what: String
    let object: JSONObject

    init(_ json: JSONValue, _ what: String) throws(WireError) {
        guard case .object(let object) = json else { throw WireError(what, "is not an object") }
        self.what = what
        self.object = object
    }

    func integer(_ key: String) throws(WireError) -> Int64 {
        guard let value = optionalInteger(key) else { throw missing(key) }
        return value
    }

    func string(_ key: String) throws(WireError) -> String {
        guard let value = object[key]?.stringValue else { throw missing(key) }
        return value
    }

    /// A whole number, also one that is written `1.0` or `"1"`.
    func optionalInteger(_ key: String) -> Int64? { object[key].flatMap { Self.integer($0) } }

    func optionalString(_ key: String) -> String? { object[key]?.stringValue }

    /// Unix milliseconds or ISO 8601.
    func timestamp(_ key: String) -> Timestamp? {
        switch object[key] {
        case .string(let text): Timestamp(text)
        case let json?: Self.integer(json).map { Timestamp(milliseconds: $0) }
        case nil: nil
        }
    }

    func integers(_ key: String) -> [Int64] { (object[key]?.arrayValue ?? []).compactMap { Self.integer($0) } }

    static func integer(_ json: JSONValue) -> Int64? {
        switch json {
        case .integer(let value): value
        case .number(let value): Int64(exactly: value)
        case .string(let text): Int64(text)
        default: nil
        }
    }

    private func missing(_ key: String) -> WireError {
        WireError(what, object[key] == nil ? "has no \(key)" : "has a \(key) of another kind")
    }
}
