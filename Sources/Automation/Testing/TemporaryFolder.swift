import Glibc

/// A folder for its owner alone that goes with its last user, in `TMPDIR` or `/tmp`.
public final class TemporaryFolder: Sendable {
    public let path: String

    public init() throws(WorkspaceError) {
        let base = getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var template = Array("\(base)/lunation-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .unwritable(path: base, reason: String(cString: strerror(errno))) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        remove()
    }

    /// Removes it now, with all that is in it: for a program that ends before its last user lets it go.
    public func remove() { Self.remove(path) }

    /// Removes a file, or a folder with all that is in it. Links are removed, never followed.
    private static func remove(_ path: String) {
        guard unlink(path) != 0, errno == EISDIR else { return }
        for name in ScriptTestFile.names(in: path) where name != "." && name != ".." { remove(path + "/" + name) }
        rmdir(path)
    }

    /// Writes a file inside of it, with the folders on the way to it.
    func write(_ bytes: [UInt8], to name: String) throws(WorkspaceError) {
        var folder = path
        for part in name.split(separator: "/").dropLast() {
            folder += "/" + part
            if mkdir(folder, 0o700) != 0, errno != EEXIST { throw .unwritable(path: folder, reason: String(cString: strerror(errno))) }
        }
        let descriptor = open(path + "/" + name, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unwritable(path: name, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        let isWritten = bytes.withUnsafeBytes { buffer in
            var rest = buffer
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
                guard count > 0 else { return false }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            return true
        }
        guard isWritten else { throw .unwritable(path: name, reason: String(cString: strerror(errno))) }
    }
}
