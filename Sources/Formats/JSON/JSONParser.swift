/// A recursive-descent parser over bytes in memory.
struct JSONParser {
    /// What is wrong, and at which byte.
    struct Failure: Error {
        let fault: JSONFault
        let offset: Int
    }

    let bytes: UnsafeBufferPointer<UInt8>
    let depthLimit: Int
    let countLimit: Int
    var position = 0
    private var depth = 0
    private var count = 0

    init(_ bytes: UnsafeRawBufferPointer, depth: Int, count: Int) {
        countLimit = count
        self.bytes = bytes.assumingMemoryBound(to: UInt8.self)
        depthLimit = depth
    }

    mutating func parse() throws(Failure) -> JSONValue {
        let raw = UnsafeRawBufferPointer(bytes)
        if !raw.isASCII, let offset = raw.illFormedUTF8Offset { throw Failure(fault: .illFormedUTF8, offset: offset) }
        skipSpace()
        if position == bytes.count { throw failure(.empty) }
        let value = try parseValue()
        skipSpace()
        if position < bytes.count { throw failure(.trailingText) }
        return value
    }

    func failure(_ fault: JSONFault) -> Failure {
        Failure(fault: fault, offset: position)
    }

    /// The byte at the position; an error at the end of the text.
    func current() throws(Failure) -> UInt8 {
        guard position < bytes.count else { throw failure(.incomplete) }
        return bytes[position]
    }

    private mutating func parseValue() throws(Failure) -> JSONValue {
        count += 1
        guard count <= countLimit else { throw failure(.tooMany(limit: countLimit)) }
        switch try current() {
        case UInt8(ascii: "{"): return .object(try parseObject())
        case UInt8(ascii: "["): return .array(try parseArray())
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "t"): return try expect("true", .bool(true))
        case UInt8(ascii: "f"): return try expect("false", .bool(false))
        case UInt8(ascii: "n"): return try expect("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try parseNumber()
        default: throw failure(.unexpectedCharacter)
        }
    }

    private mutating func parseArray() throws(Failure) -> [JSONValue] {
        try enter()
        var values: [JSONValue] = []
        if try current() != UInt8(ascii: "]") {
            while true {
                values.append(try parseValue())
                if try !isFollowed(or: UInt8(ascii: "]")) { break }
            }
        }
        leave()
        return values
    }

    private mutating func parseObject() throws(Failure) -> JSONObject {
        try enter()
        var object = JSONObject()
        if try current() != UInt8(ascii: "}") {
            while true {
                guard try current() == UInt8(ascii: "\"") else { throw failure(.unexpectedCharacter) }
                let keyStart = position
                let key = try parseString()
                skipSpace()
                guard try current() == UInt8(ascii: ":") else { throw failure(.unexpectedCharacter) }
                position += 1
                skipSpace()
                guard object.insert(key, try parseValue()) else { throw Failure(fault: .duplicateKey, offset: keyStart) }
                if try !isFollowed(or: UInt8(ascii: "}")) { break }
            }
        }
        leave()
        return object
    }

    /// Steps over an opening bracket.
    private mutating func enter() throws(Failure) {
        depth += 1
        if depth > depthLimit { throw failure(.tooDeep(limit: depthLimit)) }
        position += 1
        skipSpace()
    }

    /// Steps over a closing bracket.
    private mutating func leave() {
        depth -= 1
        position += 1
    }

    /// Behind an element: true over a comma, false at the closing bracket.
    private mutating func isFollowed(or close: UInt8) throws(Failure) -> Bool {
        skipSpace()
        let byte = try current()
        if byte == close { return false }
        guard byte == UInt8(ascii: ",") else { throw failure(.unexpectedCharacter) }
        position += 1
        skipSpace()
        return true
    }

    private mutating func expect(_ word: StaticString, _ value: JSONValue) throws(Failure) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount {
            guard try current() == word.utf8Start[index] else { throw failure(.unexpectedCharacter) }
            position += 1
        }
        return value
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position += 1
            default: return
            }
        }
    }
}
