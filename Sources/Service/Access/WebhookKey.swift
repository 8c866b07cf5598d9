import Crypto
import NIOCore

/// The secret that Mailtrap signs its webhooks with.
///
/// The header `Mailtrap-Signature` has HMAC-SHA256 of the body, in hexadecimal digits. Source: Mailtrap's documentation of webhooks,
/// and the official clients, which compute the same.
struct WebhookKey: Sendable {
    private let key: SymmetricKey

    init(_ secret: String) {
        key = SymmetricKey(data: Array(secret.utf8))
    }

    /// Takes as long for any signature of the right length.
    func isValid(_ signature: String, of body: ByteBuffer) -> Bool {
        guard let code = Self.bytes(signature) else { return false }
        return body.withUnsafeReadableBytes { bytes in
            HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: bytes, using: key)
        }
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count == 2 * SHA256.byteCount else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[place..<place + 2], as: UTF8.self), radix: 16) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }
}
