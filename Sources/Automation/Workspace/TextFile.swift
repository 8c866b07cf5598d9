import Formats
import Glibc

/// A whole file as bytes, for what is small: scripts and settings.
enum TextFile {
    private static let longest = 128 << 20

    static func read(_ path: String) throws(FormatError) -> [UInt8] {
        let reader = try ByteReader(path: path)
        var bytes: [UInt8] = []
        while let chunk = try reader.read() {
            bytes.append(contentsOf: chunk)
            // A device has no end.
            guard bytes.count <= longest else { throw .unreadable(file: path, errno: EFBIG) }
        }
        return bytes
    }

    /// Writes a file in the place of one that is there, whose permissions it keeps, or for its owner alone: readers see the old
    /// or the new.
    static func replace(_ path: String, _ text: String) throws(WorkspaceError) {
        let draft = "\(path).\(getpid()).tmp"
        unlink(draft)
        try create(draft, text)
        var old = stat()
        if stat(path, &old) == 0 { chmod(draft, old.st_mode & 0o777) }
        guard rename(draft, path) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(draft)
            throw .unwritable(path: path, reason: reason)
        }
    }

    /// Makes a file for its owner alone, where there is none: of two processes one succeeds.
    static func create(_ path: String, _ text: String) throws(WorkspaceError) {
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw errno == EEXIST
                ? .alreadyExists(path: String(path.dropLast(Workspace.configurationName.count + 1)))
                : .unwritable(path: path, reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        var text = text
        let written = text.withUTF8 { write(descriptor, $0.baseAddress, $0.count) }
        guard written == text.utf8.count else { throw .unwritable(path: path, reason: String(cString: strerror(errno))) }
    }
}
