import Glibc

/// A file that is not whole yet, `NAME.partial-XXXXXXXX` beside the name that it is to have.
///
/// Its writer holds a lock on it for as long as it writes (`flock(2)`), which the system drops when the process ends, however it
/// ends: a partial file that nobody holds is what a killed process has left.
enum PartialFile {
    private static let mark = ".partial-"

    /// Makes one, readable by its owner alone, under a name that nobody has; -1 and `errno` where that fails.
    static func create(beside target: String) -> (descriptor: Int32, path: String) {
        while true {
            let path = target + mark + String(UInt32.random(in: 0x1000_0000...UInt32.max), radix: 16)
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            if descriptor < 0 {
                if errno == EEXIST { continue }
                return (descriptor, path)
            }
            // Who cleans up may have come between: then the file is gone, or is about to go.
            let isTaken = flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
            var status = stat()
            if !isTaken, fstat(descriptor, &status) == 0, status.st_nlink > 0 { return (descriptor, path) }
            close(descriptor)
        }
    }

    /// Removes the partial files of a folder that killed processes of this user have left.
    static func removeAbandoned(in folder: String) {
        guard let directory = opendir(folder) else { return }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if isPartial(name) { removeAbandoned(folder + "/" + name) }
        }
    }

    private static func removeAbandoned(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid() else { return }
        // A file system without locks tells nothing, and then nothing goes.
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
    }

    private static func isPartial(_ name: String) -> Bool {
        let digits = name.utf8.suffix(8)
        return digits.count == 8 && digits.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
            && name.dropLast(8).hasSuffix(mark)
    }
}
