import Contacts
import Glibc

/// A file that a script names: inside the workspace, whatever links there are.
enum WorkspaceFile {
    private static let longestName = 1_024

    /// Where a file is that must be there.
    static func existing(_ name: String, in folder: String) throws(ScriptError) -> String {
        let path = try checked(name, in: folder)
        guard let real = CanonicalPath.of(path) else {
            throw .usage("no file '\(name)' in the workspace\(Suggestion.phrase(for: name, in: neighbours(of: name, in: folder)))")
        }
        try checkInside(real, name, folder)
        // A pipe would wait for whoever writes to it, a device need not end.
        var status = stat()
        guard stat(real, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw .usage("'\(name)' is no file of data") }
        return path
    }

    /// Where a file may be written; its folder need not be there yet.
    static func target(_ name: String, in folder: String) throws(ScriptError) -> String {
        let path = try checked(name, in: folder)
        // The deepest part of the way that is there must lie inside, and so does then all that is made below it.
        var part = path
        while CanonicalPath.of(part) == nil, !isLink(part), let slash = part.lastIndex(of: "/"), part.count > folder.count {
            part = String(part[..<slash])
        }
        guard let real = CanonicalPath.of(part) else { throw .usage("'\(name)' is a link that leads nowhere") }
        if part == path { try checkInside(real, name, folder) } else { try checkInside(real + "/", name, folder) }
        return path
    }

    private static func checked(_ name: String, in folder: String) throws(ScriptError) -> String {
        guard name.utf8.count <= longestName else { throw .usage("the name of a file has at most \(longestName) bytes") }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !name.isEmpty, !name.utf8.contains(0), name.last != "/" else { throw .usage("'\(name)' is no name of a file") }
        guard name.first != "/", !parts.contains("..") else {
            throw .usage("'\(name)' leads out of the workspace; name files from its folder, as in \"out/idle.csv\"")
        }
        return folder + "/" + name
    }

    private static func checkInside(_ real: String, _ name: String, _ folder: String) throws(ScriptError) {
        let root = CanonicalPath.of(folder) ?? folder
        guard real.hasPrefix(root.hasSuffix("/") ? root : root + "/") else {
            throw .usage("'\(name)' leads out of the workspace, by a link")
        }
    }

    private static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// The names beside one that is not there, as a script would write them.
    private static func neighbours(of name: String, in folder: String) -> [String] {
        let prefix = name.lastIndex(of: "/").map { String(name[...$0]) } ?? ""
        guard let stream = opendir(folder + "/" + prefix) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let found = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !found.hasPrefix(".") { names.append(prefix + found) }
        }
        return names.sorted()
    }
}
