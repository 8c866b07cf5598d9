/// A URL taken apart, strictly: what checks a host and what connects to it must read the same one.
///
/// Source: RFC 3986; a host that ends in a number is an address, as the URL standard of the WHATWG has it.
struct WebLocation: Hashable {
    let isSecure: Bool
    /// In lower case; an IPv6 address without its brackets.
    let host: String
    /// The host, where it is written as an address.
    let address: IPAddress?
    let port: Int
    /// Path and query. A fragment stays with whoever asks.
    let rest: String

    /// Why a text is no URL that a request can go to.
    struct Flaw: Error {
        let words: String
    }

    init(_ url: String) throws(Flaw) {
        isSecure = url.utf8.starts(with: "https://".utf8)
        guard isSecure || url.utf8.starts(with: "http://".utf8) else { throw Flaw(words: "a URL starts with https:// or http://") }
        let text = url.utf8.dropFirst(isSecure ? 8 : 7)
        let authority = text.prefix { !Self.ends.contains($0) }
        guard !authority.isEmpty, !authority.contains(UInt8(ascii: "@")), !url.contains(where: { $0.isWhitespace || $0.isNewline }) else {
            throw Flaw(words: "the URL has no host, or something beside it; send credentials in a header")
        }
        guard !url.utf8.contains(where: { $0 < 33 || $0 == 127 }) else { throw Flaw(words: "the URL has a control character") }
        let isBracketed = authority.first == UInt8(ascii: "[")
        let written = isBracketed ? authority.prefix { $0 != UInt8(ascii: "]") } : authority.prefix { $0 != UInt8(ascii: ":") }
        let behind = authority[written.endIndex...].dropFirst(isBracketed ? 1 : 0)
        port = try Self.port(behind) ?? (isSecure ? 443 : 80)
        host = String(decoding: written.dropFirst(isBracketed ? 1 : 0), as: UTF8.self).lowercased()
        address = IPAddress(host)
        let isHost = isBracketed ? address?.isV6 ?? false && written.endIndex < authority.endIndex : Self.isName(host) || address != nil
        guard isHost else { throw Flaw(words: Self.noHost) }
        let place = String(decoding: text[authority.endIndex...].prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)
        // Nobody is to wonder where the host ends.
        rest = place.utf8.first == UInt8(ascii: "?") ? "/" + place : place
    }

    /// The URL again, its host in lower case.
    var url: String { origin + rest }

    /// Scheme, host and port.
    var origin: String {
        let isUsual = port == (isSecure ? 443 : 80)
        return (isSecure ? "https://" : "http://") + authorityName + (isUsual ? "" : ":\(port)")
    }

    private var authorityName: String { host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host }

    private static let noHost =
        "the URL's host is no name and no address; a name is written in ASCII (xn--… where it has other letters), an address as "
        + "192.0.2.1 or [2001:db8::1]"

    private static let ends = Array("/?#".utf8)

    private static func port(_ text: Substring.UTF8View) throws(Flaw) -> Int? {
        guard !text.isEmpty else { return nil }
        guard text.first == UInt8(ascii: ":") else { throw Flaw(words: noHost) }
        let digits = text.dropFirst()
        // What sends the request takes the port for 16 bits, and ends the process where it has more.
        guard digits.allSatisfy({ (48...57).contains($0) }), let port = Int(String(decoding: digits, as: UTF8.self)),
            (1...65_535).contains(port)
        else { throw Flaw(words: "a port is a number from 1 to 65535") }
        return port
    }

    /// Labels of letters, digits, hyphens and underscores. A last label that is a number makes an address of it, of whatever form:
    /// `127.1`, `2130706433`, `0x7f.1`.
    private static func isName(_ host: String) -> Bool {
        let labels = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard host.utf8.count <= 253, let last = labels.last,
            labels.allSatisfy({ label in
                (1...63).contains(label.count)
                    && label.allSatisfy { (48...57).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 95 }
            })
        else { return false }
        let isNumber = last.allSatisfy { (48...57).contains($0) }
        let isHexadecimal =
            last.starts(with: "0x".utf8) && last.dropFirst(2).allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
        return !isNumber && !isHexadecimal
    }
}
