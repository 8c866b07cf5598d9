import Glibc

/// A file, or standard input.
final class FileInput: RawInput {
    let size: Int?
    private let name: String
    private let descriptor: Int32
    private let isSeekable: Bool

    init(path: String, name: String) throws(FormatError) {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(file: name, errno: errno) }
        self.descriptor = descriptor
        self.name = name
        var status = stat()
        let isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        // Standard input may be a file that somebody else has read a part of.
        let start = isRegular ? max(0, lseek(descriptor, 0, SEEK_CUR)) : 0
        isSeekable = isRegular
        size = isRegular ? max(0, Int(status.st_size) - Int(start)) : nil
    }

    deinit {
        if descriptor != STDIN_FILENO { close(descriptor) }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw .unreadable(file: name, errno: errno) }
        }
    }

    func advance(by count: Int) -> Bool {
        isSeekable && lseek(descriptor, count, SEEK_CUR) >= 0
    }
}
