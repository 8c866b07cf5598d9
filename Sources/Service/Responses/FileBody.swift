import Glibc
import Hummingbird
import NIOCore

/// A file as a body, read as the client takes it.
struct FileBody {
    let body: ResponseBody

    private static let chunk = 65_536

    /// Nil where it cannot be opened. Once it is open, it may be deleted.
    init?(path: String) {
        let file = OpenFile(descriptor: open(path, O_RDONLY | O_CLOEXEC))
        var status = stat()
        guard file.descriptor >= 0, fstat(file.descriptor, &status) == 0 else { return nil }
        let size = Int(status.st_size)
        body = ResponseBody(contentLength: size) { writer in
            var sent = 0
            while sent < size {
                var buffer = ByteBufferAllocator().buffer(capacity: Self.chunk)
                let count = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.chunk) { bytes in
                    max(0, pread(file.descriptor, bytes.baseAddress, min(Self.chunk, size - sent), off_t(sent)))
                }
                // The length is promised already: a connection that ends early tells the client that something is missing.
                guard count > 0 else { throw APIFailure.unexpected }
                sent += count
                try await writer.write(buffer)
            }
            try await writer.finish(nil)
        }
    }

    private final class OpenFile: Sendable {
        let descriptor: Int32

        init(descriptor: Int32) { self.descriptor = descriptor }

        deinit { if descriptor >= 0 { close(descriptor) } }
    }
}
