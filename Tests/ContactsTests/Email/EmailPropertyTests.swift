import Testing

@testable import Contacts

/// Random texts near the border between good and bad addresses.
@Suite struct EmailPropertyTests {
    private static let pieces: [String] =
        ["a", "Z", "0", "9", ".", "..", "-", "@", "@", "+", "_", "'", "com", "de", "xn--", "Example", "b.co", "@x.org", " ", "\t", "\""]
        + ["(", "<", ",", "\u{0}", "ü", "Я", "İ", "\u{212A}", "中", "\u{301}", "\u{200B}", "\u{A0}", "ß", String(repeating: "q", count: 31)]

    private static func text(_ random: inout SeededGenerator, ascii: Bool) -> String {
        let usable = ascii ? pieces.filter { $0.utf8.allSatisfy { $0 < 128 } } : pieces
        var text = (0..<Int.random(in: 0...9, using: &random)).map { _ in usable.randomElement(using: &random) ?? "" }.joined()
        // Most random texts fail at once: half of them get an end that could be good.
        if Bool.random(using: &random) { text += "@" + (usable.randomElement(using: &random) ?? "") + "x.com" }
        return text
    }

    private static func fast(_ text: String) -> Result<String, EmailProblem> {
        let bytes = Array(text.utf8)
        var buffer = [UInt8](repeating: 0xAA, count: EmailAddress.maximumLength + 1)
        let length = bytes.withUnsafeBytes { bytes in
            buffer.withUnsafeMutableBytes { buffer in
                Result { () throws(EmailProblem) in
                    try EmailAddress.normalise(bytes: bytes, into: UnsafeMutableRawBufferPointer(rebasing: buffer.dropLast()))
                }
            }
        }
        #expect(buffer.last == 0xAA)
        return length.map { String(decoding: buffer[0..<$0], as: UTF8.self) }
    }

    @Test func `bytes and texts get the same verdict`() {
        var random = SeededGenerator(for: "email paths")
        var good = 0
        for round in 0..<5_000 {
            let text = Self.text(&random, ascii: round % 2 == 0)
            let slow = Result { () throws(EmailProblem) in try EmailAddressRules.normalised(text) }
            let fast = Self.fast(text)
            #expect(fast == slow, "\(text.debugDescription), seed \(random.seed)")
            if case .success = slow { good += 1 }
        }
        #expect(good > 100, "too few good addresses to compare, seed \(random.seed)")
    }

    @Test func `the collected cases get the same verdict as bytes`() throws {
        for item in try EmailCase.all() {
            let slow = Result { () throws(EmailProblem) in try EmailAddressRules.normalised(item.address) }
            #expect(Self.fast(item.address) == slow, "\(item.address.debugDescription)")
        }
    }

    @Test func `an address normalises to itself and to lower case`() throws {
        var random = SeededGenerator(for: "email idempotence")
        for round in 0..<5_000 {
            let text = Self.text(&random, ascii: round % 2 == 0)
            guard let address = try? EmailAddress(text) else { continue }
            #expect(try EmailAddress(address.value) == address, "\(text.debugDescription), seed \(random.seed)")
            #expect(EmailAddress(normalised: address.value) == address)
            #expect(try EmailAddress(text.uppercasedASCII) == address, "\(text.debugDescription), seed \(random.seed)")
            #expect("\(address.local)@\(address.domain)" == address.value)
            #expect(address.value.utf8.count <= EmailAddress.maximumLength)
        }
    }

    @Test func `bytes that are no UTF-8 are told`() {
        let bytes: [UInt8] = Array("ann\u{FC}".utf8.dropLast()) + Array("@example.com".utf8)
        var buffer = [UInt8](repeating: 0, count: EmailAddress.maximumLength)
        #expect(throws: EmailProblem.illFormedUTF8) {
            try bytes.withUnsafeBytes { bytes in
                try buffer.withUnsafeMutableBytes { try EmailAddress.normalise(bytes: bytes, into: $0) }
            }
        }
    }
}

extension String {
    fileprivate var uppercasedASCII: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.isASCII ? $0.properties.uppercaseMapping.unicodeScalars.first ?? $0 : $0 }))
    }
}
