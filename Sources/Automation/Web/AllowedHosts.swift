import Contacts

/// The hosts that scripts may reach: none, unless the workspace's settings name them.
public struct AllowedHosts: Hashable, Sendable {
    /// `api.example.com`, `api.example.com:8443`, `*.example.com` for every host below one.
    public var patterns: [String]

    public init(_ patterns: [String] = []) {
        self.patterns = patterns.map { $0.lowercased() }
    }

    /// What is wrong with a URL, or nil where scripts may use it.
    public func problem(_ url: String) -> String? { problem(url) { "'\($0)'" } }

    func problem(_ url: String, quote: (String) -> String) -> String? {
        if let flaw = Self.flaw(of: url) { return flaw }
        let authority = Self.authority(of: url)
        let name = String(authority.prefix { $0 != ":" })
        if patterns.contains(where: { Self.matches($0, authority, name) }) { return nil }
        let phrase = Suggestion.phrase(for: name, in: patterns)
        return "host \(quote(name)) is not allowed\(phrase); add it to http: hosts: in lunation.yml"
    }

    /// What is wrong with a URL whatever its host, or nil where a request can go there.
    public static func flaw(of url: String) -> String? {
        guard url.hasPrefix("https://") || url.hasPrefix("http://") else { return "a URL starts with https:// or http://" }
        let authority = Self.authority(of: url)
        guard !authority.isEmpty, !authority.contains("@"), !url.contains(where: { $0.isWhitespace || $0.isNewline }) else {
            return "the URL has no host, or something beside it; send credentials in a header"
        }
        guard !url.utf8.contains(where: { $0 < 33 || $0 == 127 }) else { return "the URL has a control character" }
        // What sends the request takes the port for 16 bits, and ends the process where it has more.
        if let port = Self.port(authority), !(1...65_535).contains(Int(port) ?? 0) { return "a port is a number from 1 to 65535" }
        return nil
    }

    /// The host and port of a URL, in lower case.
    public static func authority(of url: String) -> String {
        let rest = url.dropFirst(url.hasPrefix("https://") ? 8 : 7)
        return rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }.lowercased()
    }

    /// What follows the host's colon; those of an address in brackets are its own.
    private static func port(_ authority: String) -> Substring? {
        let rest = authority.hasPrefix("[") ? authority.drop { $0 != "]" }.dropFirst() : authority[...]
        return rest.firstIndex(of: ":").map { rest[rest.index(after: $0)...] }
    }

    private static func matches(_ pattern: String, _ authority: String, _ name: String) -> Bool {
        if pattern.hasPrefix("*.") { return name.hasSuffix(pattern.dropFirst()) && name.utf8.count >= pattern.utf8.count }
        return pattern.contains(":") ? pattern == authority : pattern == name
    }
}
