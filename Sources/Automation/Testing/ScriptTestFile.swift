import Glibc

/// A file of tests.
public struct ScriptTestFile: Sendable, Hashable {
    public let path: String
    /// What messages call it.
    public let name: String

    public init(path: String, name: String? = nil) {
        self.path = path
        self.name = name ?? path
    }

    /// The files `tests/*_test.lua` of a workspace, sorted by name.
    public static func all(in workspace: Workspace) -> [ScriptTestFile] {
        names(in: workspace.testsPath).filter { $0.hasSuffix("_test.lua") }.sorted().map {
            ScriptTestFile(path: workspace.testsPath + "/" + $0, name: "tests/" + $0)
        }
    }

    /// The names of a folder's files; none where there is no folder.
    static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) { String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self)) })
        }
        return names
    }
}
