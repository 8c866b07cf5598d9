import Glibc
import NIOCore
import NIOHTTP1

/// One connection.
final class FakeHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let holder: ServerHolder
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(_ holder: ServerHolder) {
        self.holder = holder
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = []
        case .body(let buffer): body += buffer.readableBytesView
        case .end:
            guard let head, let server = holder.server else { return context.close(promise: nil) }
            let request = Self.request(head, body, number: server.nextNumber())
            let base = "http://127.0.0.1:\(context.localAddress?.port ?? 0)"
            let (fault, answer) = server.answer(request, headers: [:], base: base)
            respond(fault, answer, context)
        }
    }

    private func respond(_ fault: Fault?, _ answer: FakeAnswer?, _ context: ChannelHandlerContext) {
        guard let answer else { return context.close(promise: nil) }
        switch fault {
        case .close: context.close(promise: nil)
        case .slow(let milliseconds):
            let loop = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            context.eventLoop.scheduleTask(in: .milliseconds(Int64(milliseconds))) { loop.value.0.send(answer, loop.value.1) }
        case .drip(let milliseconds): drip(answer, milliseconds, context)
        default: send(answer, context)
        }
    }

    private func send(_ answer: FakeAnswer, _ context: ChannelHandlerContext) {
        start(answer, context)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: answer.body)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    /// A tenth of the body at a time.
    private func drip(_ answer: FakeAnswer, _ milliseconds: Int, _ context: ChannelHandlerContext) {
        start(answer, context)
        let size = max(1, answer.body.count / 10)
        var delay = 0
        let loop = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        for start in stride(from: 0, to: answer.body.count, by: size) {
            let piece = Array(answer.body[start..<min(start + size, answer.body.count)])
            delay += milliseconds
            context.eventLoop.scheduleTask(in: .milliseconds(Int64(delay))) {
                let (handler, context) = loop.value
                context.writeAndFlush(handler.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: piece)))), promise: nil)
            }
        }
        context.eventLoop.scheduleTask(in: .milliseconds(Int64(delay + 1))) {
            let (handler, context) = loop.value
            context.writeAndFlush(handler.wrapOutboundOut(.end(nil)), promise: nil)
        }
    }

    private func start(_ answer: FakeAnswer, _ context: ChannelHandlerContext) {
        var headers = HTTPHeaders(answer.headers)
        if answer.status != 204 { headers.add(name: "Content-Length", value: "\(answer.body.count)") }
        let head = HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
    }

    private static func request(_ head: HTTPRequestHead, _ body: [UInt8], number: Int) -> FakeRequest {
        let parts = head.uri.split(separator: "?", maxSplits: 1).map(String.init)
        var path = parts.first ?? "/"
        var account: Int64?
        if path.hasPrefix("/api/") { path.removeFirst(4) }
        let pieces = path.split(separator: "/").map(String.init)
        if pieces.count > 2, pieces[0] == "accounts" {
            account = Int64(pieces[1])
            path = "/" + pieces[2...].joined(separator: "/")
        }
        var query: [String: String] = [:]
        for pair in (parts.count > 1 ? parts[1] : "").split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1).map(String.init)
            query[sides[0]] = sides.count > 1 ? decoded(sides[1]) : ""
        }
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        let header = head.headers.first(name: "Authorization")
        return FakeRequest(
            number: number, method: head.method.rawValue, path: decoded(path), query: query, account: account,
            token: header.map { $0.hasPrefix("Bearer ") ? String($0.dropFirst(7)) : $0 } ?? head.headers.first(name: "Api-Token"),
            body: body, time: Double(now.tv_sec) + Double(now.tv_nsec) / 1e9)
    }

    private static func decoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Substring(text).utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2, let value = UInt8(String(rest.prefix(2)) ?? "", radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
