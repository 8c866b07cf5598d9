/// Finds e-mail addresses in texts, in any case of letters, and takes them out.
///
/// An address counts where it stands by itself: `ann@example.com` is found in `mail ann@example.com, now` and not in
/// `joann@example.com` or `ann@example.com.au`.
public struct AddressScrubber: Sendable {
    /// What stands in an address's place.
    public static let mark = "[erased]"

    /// The parts before the @ by the domain after it, in lower case.
    private let locals: [[UInt8]: [[UInt8]]]

    public init(_ addresses: some Sequence<String>) {
        var locals: [[UInt8]: [[UInt8]]] = [:]
        for address in addresses {
            let bytes = address.utf8.map(Self.lowered)
            guard let at = bytes.lastIndex(of: Self.at) else { continue }
            locals[Array(bytes[(at + 1)...]), default: []].append(Array(bytes[..<at]))
        }
        self.locals = locals
    }

    public var isEmpty: Bool { locals.isEmpty }

    public func isMentioned(in text: some Collection<UInt8>) -> Bool {
        let bytes = Array(text)
        return first(in: bytes, from: 0) != nil
    }

    /// The text without the addresses; nil where it has none of them.
    ///
    /// - Parameter inKeys: whether an address counts where something is put before it too, as in `seen-ann@example.com`.
    public func scrubbed(_ text: String, inKeys: Bool = false) -> String? {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var start = 0
        while let found = first(in: bytes, from: start, inKeys: inKeys) {
            result += bytes[start..<found.lowerBound]
            result += Self.mark.utf8
            start = found.upperBound
        }
        guard start > 0 else { return nil }
        return String(decoding: result + bytes[start...], as: UTF8.self)
    }

    private func first(in bytes: [UInt8], from start: Int, inKeys: Bool = false) -> Range<Int>? {
        var index = start
        while let at = bytes[index...].firstIndex(of: Self.at) {
            var end = at + 1
            while end < bytes.count, Self.isOfDomain(bytes[end]) { end += 1 }
            // A full stop that ends a sentence is none of the domain's.
            while end > at + 1, bytes[end - 1] == 0x2E { end -= 1 }
            for local in locals[bytes[(at + 1)..<end].map(Self.lowered)] ?? [] where at - local.count >= start {
                let begin = at - local.count
                guard zip(bytes[begin..<at], local).allSatisfy({ Self.lowered($0) == $1 }) else { continue }
                if inKeys || begin == 0 || begin == start || !Self.isOfLocal(bytes[begin - 1]) { return begin..<end }
            }
            index = at + 1
        }
        return nil
    }

    private static let at = UInt8(ascii: "@")

    private static func lowered(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }

    private static func isOfDomain(_ byte: UInt8) -> Bool {
        byte >= 0x80 || byte == 0x2D || byte == 0x2E || (48...57).contains(byte) || (97...122).contains(lowered(byte))
    }

    /// Letters, digits and what RFC 5322 lets stand in an address before the @ without quotes, but for the signs that set
    /// addresses apart in texts and queries: = ? / ' { | } and the back quote.
    private static func isOfLocal(_ byte: UInt8) -> Bool {
        isOfDomain(byte) || Array("!#$%&*+_~^".utf8).contains(byte)
    }
}
