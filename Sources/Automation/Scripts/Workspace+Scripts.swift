import Glibc

extension Workspace {
    /// A script that lies in the workspace, by its path from the current folder or in the workspace. It is called by the latter.
    ///
    /// - Throws: ``ScriptError/outside(path:)`` for a file elsewhere.
    public func script(_ path: String) throws -> Script {
        let candidates = path.hasPrefix("/") ? [path] : [path, self.path + "/" + path]
        let found = candidates.compactMap(CanonicalPath.of)
        for place in found {
            let name = CanonicalPath.of(place, in: self.path)
            if name != place { return try Script(path: place, name: name) }
        }
        throw found.isEmpty ? ScriptError.unreadable(path: path, reason: "\(path): no such file") : .outside(path: path)
    }
}
