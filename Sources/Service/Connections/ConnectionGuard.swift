import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Keeps slow clients from holding a connection: a request must be there, and an answer taken, in a time.
///
/// Hummingbird closes what is idle between two requests and before the first one is there. This looks at a body that trickles in and
/// at an answer that nobody reads; and it tells clients that ask first (`Expect: 100-continue`) to send their bodies.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let patience: TimeAmount
    /// How long the body of a request may be.
    private let limit: @Sendable (Route) -> Int
    /// Since when something is awaited from the client: the rest of a request, or that it reads.
    private var waitsSince: NIODeadline?
    private var isReading = false
    /// How much of the request's body has come.
    private var received: Int64 = 0
    private var closes = false
    private var watch: Scheduled<Void>?

    /// How fast a body must come at least, in bytes a second, once the first patience is over.
    private static let slowest: Int64 = 16_384

    init(patience: TimeAmount, limit: @escaping @Sendable (Route) -> Int) {
        self.patience = patience
        self.limit = limit
    }

    func handlerRemoved(context: ChannelHandlerContext) { watch?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        watch?.cancel()
        watch = nil
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            (isReading, received) = (true, 0)
            if head.headerFields[.expect]?.lowercased() == "100-continue", length(head) <= limit(RequestPath(head.path ?? "").route) {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            }
        // What comes in one piece, as most requests do, needs no clock.
        case .body(let bytes):
            received += Int64(bytes.readableBytes)
        case .end:
            (isReading, received) = (false, 0)
            waitsSince = nil
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if isReading, waitsSince == nil { wait(context) }
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head): closes = head.status.kind != .informational && head.headerFields[.connection] == "close"
        case .body: break
        case .end:
            guard closes else { break }
            context.write(data, promise: promise)
            context.flush()
            // What the client has still to send of a request that is answered already is not waited for long.
            if isReading { lingerThenClose(context) } else { context.close(promise: nil) }
            return
        }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            if !isReading { waitsSince = nil }
        } else {
            wait(context)
        }
        context.fireChannelWritabilityChanged()
    }

    private func length(_ head: HTTPRequest) -> Int { head.headerFields[.contentLength].flatMap { Int($0) } ?? 0 }

    private func wait(_ context: ChannelHandlerContext) {
        waitsSince = .now()
        guard watch == nil else { return }
        look(context, in: patience)
    }

    private func look(_ context: ChannelHandlerContext, in time: TimeAmount) {
        watch = context.eventLoop.assumeIsolatedUnsafeUnchecked().scheduleTask(in: time) { [self] in
            watch = nil
            guard let since = waitsSince else { return }
            let left = since + patience + .milliseconds(received * 1_000 / Self.slowest) - .now()
            if left <= .nanoseconds(0) { context.close(promise: nil) } else { look(context, in: left) }
        }
    }

    /// Closing at once would take the answer from a client that is still sending: the system answers what comes then with a reset.
    private func lingerThenClose(_ context: ChannelHandlerContext) {
        watch?.cancel()
        watch = context.eventLoop.assumeIsolatedUnsafeUnchecked().scheduleTask(in: .seconds(2)) { context.close(promise: nil) }
    }
}

@available(*, unavailable)
extension ConnectionGuard: Sendable {}
