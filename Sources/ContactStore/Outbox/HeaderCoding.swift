import Formats

/// Headers as the JSON array of pairs that the store holds.
enum HeaderCoding {
    static func text(_ headers: [OutboxRequest.Header]) -> String {
        let pairs = headers.map { JSONValue.array([.string($0.name), .string($0.value)]) }
        return (try? JSONValue.array(pairs).compact()) ?? "[]"
    }

    static func headers(_ text: String) -> [OutboxRequest.Header] {
        let pairs = (try? JSONValue(parsing: text))?.arrayValue ?? []
        return pairs.compactMap { pair in
            guard let parts = pair.arrayValue, parts.count == 2, let name = parts[0].stringValue, let value = parts[1].stringValue else {
                return nil
            }
            return OutboxRequest.Header(name, value)
        }
    }
}
