import Glibc

/// An IPv4 or IPv6 address.
public struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    /// Four bytes or sixteen, the first one first.
    public let bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads `192.0.2.1`, `2001:db8::1`; nil for anything else, such as the numbers and octal bytes that old programs take too.
    ///
    /// Source: `inet_pton(3)`.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        var short = in_addr()
        var long = in6_addr()
        if inet_pton(AF_INET, text, &short) == 1 {
            self.init(bytes: withUnsafeBytes(of: &short) { Array($0) })
        } else if inet_pton(AF_INET6, text, &long) == 1 {
            self.init(bytes: withUnsafeBytes(of: &long) { Array($0) })
        } else {
            return nil
        }
    }

    var isV6: Bool { bytes.count == 16 }

    public var description: String {
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        inet_ntop(isV6 ? AF_INET6 : AF_INET, bytes, &buffer, socklen_t(buffer.count))
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
