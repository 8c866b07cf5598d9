import Formats
import Foundation
import Glibc

/// A request to a server on this machine, on a connection of its own.
struct HTTPCall {
    let status: Int
    let body: String

    var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }

    init(_ method: String, _ path: String, port: Int, token: String? = nil, body: JSONValue? = nil) throws {
        let socket = try Self.connected(port)
        defer { close(socket) }
        let text = body?.description ?? ""
        let header = token.map { "Authorization: Bearer \($0)\r\n" } ?? ""
        let request =
            "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\(header)"
            + "Content-Length: \(text.utf8.count)\r\n\r\n\(text)"
        var rest = Array(request.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
            rest = rest.dropFirst(count)
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = recv(socket, &buffer, buffer.count, 0), count > 0 { answer += buffer[..<count] }
        let parts = String(decoding: answer, as: UTF8.self).components(separatedBy: "\r\n\r\n")
        status = Int(parts[0].split(separator: " ").dropFirst().first ?? "") ?? 0
        self.body = parts.dropFirst().joined(separator: "\r\n\r\n")
    }

    /// A port that nobody listens on.
    static func freePort() throws -> Int {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = address(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 ? getsockname(socket, $0, &length) : -1
            }
        }
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        return Int(in_port_t(bigEndian: address.sin_port))
    }

    private static func connected(_ port: Int) throws -> Int32 {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = address(port)
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else {
            close(socket)
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        return socket
    }

    private static func address(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return address
    }
}
