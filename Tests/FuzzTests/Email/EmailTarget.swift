@testable import Contacts

/// The validator of e-mail addresses: the bytes are the address.
final class EmailTarget: FuzzTarget {
    init(isAlone: Bool) {}

    func run(_ bytes: [UInt8]) throws {
        let verdict = try normalised(bytes)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return try promise(verdict, equals: .failure(.illFormedUTF8), "bytes that are no UTF-8")
        }
        let byRules = Result { () throws(EmailProblem) in try EmailAddressRules.normalised(text) }
        try promise(verdict.map(Array.init), equals: byRules.map { Array($0.utf8) }, "bytes and rules")
        let asText = Result { () throws(EmailProblem) in try EmailAddress(text) }
        try promise(asText.map { Array($0.value.utf8) }, equals: verdict.map(Array.init), "text and bytes")
        if case .success(let address) = asText { try checkGood(address, from: text) }
        if isPlain(bytes) { try promise((try? asText.get()) != nil, "a plain address is refused") }
    }

    private func normalised(_ bytes: [UInt8]) throws -> Result<[UInt8], EmailProblem> {
        var buffer = [UInt8](repeating: 0xAA, count: EmailAddress.maximumLength + 8)
        let length = bytes.withUnsafeBytes { bytes in
            buffer.withUnsafeMutableBytes { buffer in
                Result { () throws(EmailProblem) in
                    try EmailAddress.normalise(bytes: bytes, into: UnsafeMutableRawBufferPointer(rebasing: buffer.dropLast(8)))
                }
            }
        }
        try promise(buffer.suffix(8).allSatisfy { $0 == 0xAA }, "written past the buffer")
        return length.map { Array(buffer[0..<$0]) }
    }

    private func checkGood(_ address: EmailAddress, from text: String) throws {
        try promise(Array(EmailAddress(address.value).value.utf8), equals: Array(address.value.utf8), "validated again")
        try promise(Array(EmailAddress("\t \(text)\r\n").value.utf8), equals: Array(address.value.utf8), "in white space")
        let upper = String(String.UnicodeScalarView(address.value.unicodeScalars.map { Self.upperCased($0) }))
        try promise(Array(EmailAddress(upper).value.utf8), equals: Array(address.value.utf8), "in upper case")
        try promise("\(address.local)@\(address.domain)".utf8.elementsEqual(address.value.utf8), "taken apart")
        try checkNecessary(Array(address.value.unicodeScalars))
        // The length of the international spelling is the longer one.
        try promise(address.value.utf8.count <= 254 && address.local.utf8.count <= 64 && address.domain.utf8.count <= 253, "too long")
        let labels = address.domain.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        try promise(labels.count >= 2, "no top level")
        for label in labels {
            let isASCII = label.allSatisfy { $0 < 0x80 }
            try promise(!label.isEmpty && (!isASCII || label.count <= 63), "the length of a label")
            try promise(label.first != 0x2D && label.last != 0x2D, "a hyphen at the end of a label")
        }
    }

    /// What must be so of any address, whatever the rules are.
    private func checkNecessary(_ scalars: [Unicode.Scalar]) throws {
        try promise(scalars.count { $0 == "@" }, equals: 1, "@ signs")
        for (scalar, next) in zip(scalars, scalars.dropFirst()) {
            try promise(scalar != "." || (next != "." && next != "@"), "a dot before \(next.value)")
            try promise(scalar != "@" || next != ".", "a dot behind the @ sign")
        }
        try promise(scalars.first != "." && scalars.last != "." && scalars.first != "@" && scalars.last != "@", "the ends")
        for scalar in scalars {
            try promise(!scalar.properties.isWhitespace && scalar.value > 0x20 && scalar.value != 0x7F, "a space or a control character")
            try promise(!(0x80...0x9F).contains(scalar.value) && !(0x200B...0x200F).contains(scalar.value), "an invisible character")
            try promise(!"<>()[]\\,;:\"".unicodeScalars.contains(scalar), "a character of headers")
            try promise(!("A"..."Z").contains(scalar), "an upper-case letter")
        }
    }

    /// Letters, an @ sign, letters, a dot, letters, and all of it short: nobody may refuse that.
    private func isPlain(_ bytes: [UInt8]) -> Bool {
        let parts = bytes.split(separator: 0x40, omittingEmptySubsequences: false)
        guard parts.count == 2, bytes.count <= 60 else { return false }
        let labels = [parts[0]] + parts[1].split(separator: 0x2E, omittingEmptySubsequences: false)
        return labels.count == 3 && labels.allSatisfy { $0.count >= 2 && $0.allSatisfy { (0x61...0x7A).contains($0 | 0x20) && $0 < 0x80 } }
    }

    private static func upperCased(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        ("a"..."z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value - 32)) : scalar
    }
}
