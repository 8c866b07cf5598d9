import Glibc

/// A path without links and detours.
enum CanonicalPath {
    /// The absolute path of what is there; nil where nothing is.
    static func of(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The path of a file as seen from a folder, where it lies inside it.
    static func of(_ path: String, in folder: String) -> String {
        guard let folder = of(folder), path.hasPrefix(folder + "/") else { return path }
        return String(path.dropFirst(folder.utf8.count + 1))
    }
}
