import Crypto

/// Secrets: where they come from, and how they are compared.
enum Secret {
    /// 256 random bits as 43 characters.
    static func random() -> String {
        var system = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        for _ in 0..<4 { withUnsafeBytes(of: system.next()) { bytes.append(contentsOf: $0) } }
        return Base64URL.text(bytes)
    }

    static func hash(_ text: String) -> [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    /// Looks at all bytes, whichever differ, so that nobody can tell by the time it takes how much of a guess is right.
    static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right[index] }
        return difference == 0
    }
}
