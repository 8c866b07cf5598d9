extension WebLocation {
    /// The URL that a reference stands for, such as a redirection's `Location`, seen from this one, without its fragment.
    ///
    /// Source: RFC 3986, section 5.2.
    func resolving(_ reference: String) -> String {
        let reference = String(reference.prefix { $0 != "#" })
        if let scheme = Self.scheme(of: reference) { return scheme.lowercased() + reference.dropFirst(scheme.count) }
        if reference.hasPrefix("//") { return (isSecure ? "https:" : "http:") + reference }
        let path = rest.prefix { $0 != "?" && $0 != "#" }
        if reference.isEmpty { return origin + rest.prefix { $0 != "#" } }
        if reference.hasPrefix("?") { return origin + path + reference }
        let end = reference.firstIndex(of: "?") ?? reference.endIndex
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "/"
        let joined = (reference.hasPrefix("/") ? "" : folder) + reference[..<end]
        return origin + Self.withoutDots(joined) + reference[end...]
    }

    private static func scheme(of reference: String) -> String? {
        let name = reference.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
        guard name.first?.isLetter ?? false, reference.dropFirst(name.count).first == ":" else { return nil }
        return String(name)
    }

    /// A path without its `.` and `..`.
    private static func withoutDots(_ path: String) -> String {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        var kept: [Substring] = []
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            switch segment {
            case ".": if isLast { kept.append("") }
            case "..":
                _ = kept.popLast()
                if isLast { kept.append("") }
            default: kept.append(segment)
            }
        }
        return "/" + kept.joined(separator: "/")
    }
}
