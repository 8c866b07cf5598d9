import Foundation
import Glibc

/// A socket that sends what no proper client would.
final class RawClient {
    private let socket: Int32

    init(port: Int, receiveBuffer: Int32? = nil) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var size = receiveBuffer { setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &size, 4) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(socket) }

    /// False where the other side has closed.
    @discardableResult
    func send(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    /// Closes the way there, and leaves the way back open.
    func finish() { shutdown(socket, Int32(SHUT_WR)) }

    /// Some bytes; nil where the other side has closed, or said nothing for a minute.
    func receive(_ count: Int = 65_536) -> String? {
        var buffer = [UInt8](repeating: 0, count: count)
        let count = recv(socket, &buffer, buffer.count, 0)
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }

    /// All that comes until the other side closes.
    func rest() -> String {
        var text = ""
        while let more = receive() { text += more }
        return text
    }

    /// An answer with its body, whose length it says.
    func answer() -> String {
        var text = ""
        while let more = receive() {
            text += more
            guard let head = text.range(of: "\r\n\r\n") else { continue }
            let lower = text[..<head.lowerBound].lowercased()
            guard let header = lower.range(of: "content-length: ") else { return text }
            let length = Int(lower[header.upperBound...].prefix { $0.isNumber }) ?? 0
            if text[head.upperBound...].utf8.count >= length { return text }
        }
        return text
    }
}
