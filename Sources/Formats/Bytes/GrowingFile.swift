import Glibc

/// A file that is added to, and that goes back to what it held at the last `sync()` where the work on it is given up: the file of
/// something that is committed piece by piece, unlike a `ByteWriter`'s, which is there whole or not at all.
public final class GrowingFile {
    public let path: String
    /// How many bytes are promised to be there after a crash.
    public private(set) var syncedLength: Int
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var isOpen = true

    private static let bufferSize = 64 * 1024

    /// Opens a file, which is made for its owner alone where it is missing, and cuts it to a length.
    public init(path: String, keeping length: Int = 0) throws(FormatError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .writing(path, errno) }
        let size = Int(lseek(descriptor, 0, SEEK_END))
        syncedLength = min(size, length)
        guard ftruncate(descriptor, syncedLength) == 0, lseek(descriptor, syncedLength, SEEK_SET) >= 0 else {
            let code = errno
            close(descriptor)
            isOpen = false
            throw .writing(path, code)
        }
    }

    deinit {
        rollBack()
    }

    public func write(_ bytes: UnsafeRawBufferPointer) throws(FormatError) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    public func write(_ text: String) throws(FormatError) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Brings to the disk what was written, and answers how long the file is.
    public func sync() throws(FormatError) -> Int {
        try flush()
        guard fsync(descriptor) == 0 else { throw .writing(path, errno) }
        syncedLength = Int(lseek(descriptor, 0, SEEK_CUR))
        return syncedLength
    }

    /// Syncs and closes the file.
    public func finish() throws(FormatError) {
        _ = try sync()
        isOpen = false
        guard close(descriptor) == 0 else { throw .writing(path, errno) }
    }

    /// Cuts the file back to what the last sync held, and removes it where that is nothing. Nothing happens after `finish()`.
    public func rollBack() {
        guard isOpen else { return }
        isOpen = false
        buffer.removeAll()
        ftruncate(descriptor, syncedLength)
        close(descriptor)
        if syncedLength == 0 { unlink(path) }
    }

    private func flush() throws(FormatError) {
        var start = 0
        while start < buffer.count {
            let count = buffer.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + start }, $0.count - start) }
            if count >= 0 {
                start += count
            } else if errno != EINTR {
                throw .writing(path, errno)
            }
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
