import Glibc

/// The scripts in a folder and the folders in it.
enum ScriptFolder {
    /// The paths of the files that end in `.lua`, sorted; none where there is no such folder.
    static func scripts(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var paths: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            guard !name.hasPrefix(".") else { continue }
            let path = folder + "/" + name
            if entry.pointee.d_type == UInt8(DT_DIR) {
                paths += scripts(in: path)
            } else if name.hasSuffix(".lua") {
                paths.append(path)
            }
        }
        return paths.sorted()
    }
}
