import Foundation
import Glibc

/// Takes connections, keeps what comes first on each, and answers nothing: it hangs up, or leaves them waiting.
final class SilentServer: @unchecked Sendable {
    let port: Int
    private let descriptor: Int32
    private let lock = NSLock()
    private var bytes = Data()

    init(hangsUp: Bool) throws {
        (descriptor, port) = try LocalServer.listener("127.0.0.1")
        let descriptor = descriptor
        Thread.detachNewThread { [weak self] in
            var open: [Int32] = []
            while case let connection = accept(descriptor, nil, nil), connection >= 0 {
                var chunk = [UInt8](repeating: 0, count: 65_536)
                let count = recv(connection, &chunk, chunk.count, 0)
                if count > 0 { self?.keep(chunk[..<count]) }
                if hangsUp { close(connection) } else { open.append(connection) }
            }
            for connection in open { close(connection) }
        }
    }

    deinit {
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
    }

    var received: Data { lock.withLock { bytes } }

    private func keep(_ chunk: ArraySlice<UInt8>) { lock.withLock { bytes += chunk } }
}
