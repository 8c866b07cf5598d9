import Contacts

/// The hosts that scripts may reach: none, unless the workspace's settings name them.
public struct AllowedHosts: Hashable, Sendable {
    /// `api.example.com`, `api.example.com:8443`, `*.example.com` for every host below one; an address for itself.
    public var patterns: [String]
    /// Where a host may be although nobody else reaches it there: addresses of this machine and of private networks.
    public var privateBlocks: [AddressBlock]

    public init(_ patterns: [String] = [], privateBlocks: [AddressBlock] = []) {
        self.patterns = patterns.map { $0.lowercased() }
        self.privateBlocks = privateBlocks
    }

    /// What is wrong with a URL, or nil where scripts may use it.
    public func problem(_ url: String) -> String? { problem(url) { "'\($0)'" } }

    func problem(_ url: String, quote: (String) -> String) -> String? {
        do throws(WebLocation.Flaw) {
            return problem(try WebLocation(url), quote: quote)
        } catch {
            return error.words
        }
    }

    func problem(_ location: WebLocation, quote: (String) -> String) -> String? {
        if patterns.contains(where: { Self.matches($0, location) }) { return nil }
        let phrase = Suggestion.phrase(for: location.host, in: patterns)
        return "host \(quote(location.host)) is not allowed\(phrase); add it to http: hosts: in lunation.yml"
    }

    /// What is wrong with connecting to an address for a host that is allowed, or nil where that may be done. A host that is named
    /// by its address is reached there, whatever kind of address it is.
    func problem(_ address: IPAddress, of location: WebLocation) -> String? {
        guard let scope = address.scope, location.address != address, !privateBlocks.contains(where: { $0.contains(address) }) else {
            return nil
        }
        return "its host is at \(address), \(scope.words); where scripts are meant to go there, add it to http: private: in lunation.yml"
    }

    /// What is wrong with a URL whatever its host, or nil where a request can go there.
    public static func flaw(of url: String) -> String? {
        do throws(WebLocation.Flaw) {
            _ = try WebLocation(url)
            return nil
        } catch {
            return error.words
        }
    }

    /// The host and port of a URL, in lower case.
    public static func authority(of url: String) -> String {
        let rest = url.dropFirst(url.hasPrefix("https://") ? 8 : 7)
        return rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }.lowercased()
    }

    /// Whether a text can be a pattern.
    static func isPattern(_ text: String) -> Bool {
        let name = text.lowercased()
        if IPAddress(name) != nil { return true }
        guard let named = try? WebLocation("http://" + (name.hasPrefix("*.") ? String(name.dropFirst(2)) : name)) else { return false }
        return named.rest.isEmpty && !(name.hasPrefix("*.") && named.address != nil)
    }

    /// A pattern is a host with or without a port; an IPv6 address with one stands in brackets, and may without.
    private static func matches(_ pattern: String, _ location: WebLocation) -> Bool {
        if pattern.hasPrefix("*.") {
            return location.address == nil && location.host.hasSuffix(pattern.dropFirst()) && location.host.utf8.count >= pattern.utf8.count
        }
        if let address = IPAddress(pattern) { return address == location.address }
        guard let named = try? WebLocation("http://" + pattern), named.rest.isEmpty else { return false }
        guard named.address == location.address, named.address != nil || named.host == location.host else { return false }
        let hasPort = (pattern.drop { $0 != "]" }.isEmpty ? pattern[...] : pattern.drop { $0 != "]" }).contains(":")
        return !hasPort || named.port == location.port
    }
}
