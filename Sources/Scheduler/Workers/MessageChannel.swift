import Formats
import Glibc
import Synchronization

/// Messages between a scheduler and a worker over a socket: JSON, each with its length in four bytes before it.
final class MessageChannel: Sendable {
    let descriptor: Int32
    private let received = Mutex<[UInt8]>([])
    private let sending = Mutex<Void>(())

    /// No message is longer; anything that says so is no message.
    private static let longest = 64 << 20

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Sends messages. False where the other side is gone.
    func send(_ messages: [JSONValue]) -> Bool {
        var bytes: [UInt8] = []
        for message in messages {
            let text = Array(((try? message.compact()) ?? "null").utf8)
            withUnsafeBytes(of: UInt32(text.count).littleEndian) { bytes.append(contentsOf: $0) }
            bytes += text
        }
        return sending.withLock { _ in
            bytes.withUnsafeBytes { buffer in
                var rest = buffer[...]
                while !rest.isEmpty {
                    let count = Glibc.send(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count, Int32(MSG_NOSIGNAL))
                    if count < 0 {
                        if errno == EINTR { continue }
                        guard errno == EAGAIN, waits(for: Int16(POLLOUT)) else { return false }
                        continue
                    }
                    rest = rest.dropFirst(count)
                }
                return true
            }
        }
    }

    /// The other side reads all the time, but for a moment.
    private func waits(for events: Int16) -> Bool {
        var poll = pollfd(fd: descriptor, events: events, revents: 0)
        return Glibc.poll(&poll, 1, 5_000) == 1
    }

    /// Reads what is there, and answers the messages that are whole; nil where the other side is gone.
    func receive() -> [JSONValue]? {
        received.withLock { bytes in
            var isOver = false
            withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { buffer in
                while true {
                    let count = recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
                    if count > 0 {
                        bytes.append(contentsOf: buffer[..<count])
                        if count == buffer.count { continue }
                    } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
                        isOver = true
                    }
                    return
                }
            }
            let messages = Self.messages(&bytes)
            return isOver && messages.isEmpty ? nil : messages
        }
    }

    private static func messages(_ bytes: inout [UInt8]) -> [JSONValue] {
        var messages: [JSONValue] = []
        var place = 0
        while bytes.count - place >= 4 {
            let length = (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
            guard length <= longest, bytes.count - place - 4 >= length else { break }
            let text = String(decoding: bytes[(place + 4)..<(place + 4 + length)], as: UTF8.self)
            if let message = try? JSONValue(parsing: text) { messages.append(message) }
            place += 4 + length
        }
        bytes.removeFirst(place)
        return messages
    }
}
