import Crypto
import Formats
import Glibc

/// A file's bytes as they lie on the disk: how many, and their SHA-256 in hexadecimal.
struct FileDigest: Hashable {
    let size: Int
    let hash: String

    init(of path: String) throws(FormatError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(file: path, errno: errno) }
        defer { close(descriptor) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 * 1024, alignment: 16)
        defer { buffer.deallocate() }
        var hash = SHA256()
        var size = 0
        while true {
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(file: path, errno: errno) }
            if count == 0 { break }
            hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[0..<count]))
            size += count
        }
        self.size = size
        self.hash = Hexadecimal.text(hash.finalize())
    }
}
