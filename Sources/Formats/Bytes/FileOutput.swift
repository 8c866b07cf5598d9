import Glibc

/// A file that appears under its name only when it is complete, or standard output, or a device or pipe.
///
/// The bytes go to a ``PartialFile`` beside the final name. What killed processes have left in the folder goes first.
final class FileOutput {
    let name: String
    private let descriptor: Int32
    private var paths: (partial: String, final: String)?
    private var isOpen = true

    init(path: String) throws(FormatError) {
        name = path == "-" ? "standard output" : path
        guard path != "-" else {
            descriptor = STDOUT_FILENO
            return
        }
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            // A pipe or a device cannot be replaced by a rename; a directory is refused by open.
            descriptor = open(path, O_WRONLY | O_CLOEXEC)
        } else {
            let target = Self.resolved(path)
            PartialFile.removeAbandoned(in: Self.folder(of: target))
            let (created, partial) = PartialFile.create(beside: target)
            descriptor = created
            paths = (partial, target)
        }
        guard descriptor >= 0 else {
            paths = nil
            throw .writing(name, errno)
        }
    }

    deinit {
        discard()
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(FormatError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count >= 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if errno != EINTR {
                throw .writing(name, errno)
            }
        }
    }

    /// Brings the bytes to the disk.
    func sync() throws(FormatError) {
        guard isOpen, paths != nil else { return }
        guard fsync(descriptor) == 0 else { throw .writing(name, errno) }
    }

    /// Brings the bytes to the disk and gives the file its final name.
    func commit() throws(FormatError) {
        guard isOpen else { return }
        guard let paths else { return try closeDescriptor() }
        guard fsync(descriptor) == 0 else { throw .writing(name, errno) }
        // Renamed before it is closed, and with that unlocked: nobody takes it for abandoned.
        guard rename(paths.partial, paths.final) == 0 else {
            let code = errno
            discard()
            throw .writing(name, code)
        }
        self.paths = nil
        try closeDescriptor()
        Self.syncFolder(of: paths.final)
    }

    /// Removes what was written; nothing happens after `commit`.
    func discard() {
        guard isOpen else { return }
        isOpen = false
        if descriptor > STDERR_FILENO { close(descriptor) }
        if let paths { unlink(paths.partial) }
    }

    private func closeDescriptor() throws(FormatError) {
        isOpen = false
        // A network file system may report a full disk here and nowhere else.
        guard descriptor > STDERR_FILENO, close(descriptor) != 0 else { return }
        throw .writing(name, errno)
    }

    /// Where a symbolic link points to, so that the link stays and the file behind it is replaced.
    private static func resolved(_ path: String) -> String {
        guard let found = realpath(path, nil) else { return path }
        defer { free(found) }
        return String(cString: found)
    }

    /// The new name is on the disk only when the folder is; a file system without folder sync still has the file.
    private static func syncFolder(of path: String) {
        let descriptor = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }
}
