public import Automation
import ContactStore
public import Contacts
import Glibc
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
public import Logging
import NIOCore
import NIOPosix
import NIOSSL
public import Scheduler
import ServiceLifecycle
import Synchronization

/// Serves a workspace's contacts as the Contacts API, on threads of its own.
///
/// ```swift
/// let server = try ContactsServer(workspace: workspace, options: options, registry: PrometheusRegistry(), log: log)
/// try await server.start()
/// // …
/// await server.stop()
/// ```
public final class ContactsServer: Sendable {
    private let options: ServerOptions
    private let log: Logger
    private let parts: ServedParts
    private let api: API
    private let group: ServiceGroup
    private let channel = PortPromise()
    private let running = Mutex<Task<Void, any Error>?>(nil)

    /// How long a stop waits for requests that are being answered.
    public static let usualDrain: Duration = .seconds(10)

    /// Opens what it needs of the workspace; nothing listens before ``start()``.
    ///
    /// - Parameters:
    ///   - registry: what it counts goes there, and `/metrics` shows all that is there.
    ///   - now: the clock of contacts, events, tokens and links.
    public init(
        workspace: Workspace, options: ServerOptions, registry: PrometheusRegistry, log: Logger,
        now: @escaping @Sendable () -> Timestamp = { SystemClock.now }
    ) throws {
        self.options = options
        self.log = log
        try workspace.store.checkWritable()
        mkdir(workspace.path + "/.lunation", 0o700)
        let secrets = try Secrets.load(from: workspace.path)
        var direct = DirectOptions(now: now)
        direct.resubscribing = options.settings.resubscribing
        let writer = DirectWriter(store: workspace.store, options: direct)
        parts = ServedParts(
            store: workspace.store, writer: writer,
            imports: ServedImports(writer: writer) { log.error("an import of the API failed: \($0)") },
            exports: ServedExports(writer: writer, folder: workspace.path + "/.lunation/exports") {
                log.error("an export of the API failed: \($0)")
            },
            webhooks: secrets[options.settings.webhookSecret].map { WebhookKey($0) },
            accountName: workspace.name, now: now)
        api = API(parts, options: options, registry: registry, log: log)
        // Hummingbird tells of each start and stop; this server does that itself.
        var quiet = log
        quiet.logLevel = max(log.logLevel, .warning)
        let channel = channel
        let application = Application(
            responder: api, server: try Self.builder(options),
            configuration: ApplicationConfiguration(
                address: .hostname(options.address.host, port: options.address.port), backlog: 1_024,
                availableConnectionsDelegate: .maximum(options.settings.connections, logger: quiet)),
            onServerRunning: { channel.succeed($0.localAddress?.port ?? options.address.port) }, logger: quiet)
        group = ServiceGroup(configuration: ServiceGroupConfiguration(services: [application], logger: quiet))
    }

    /// Begins to listen, and comes back once it does.
    ///
    /// - Returns: the port.
    @discardableResult
    public func start() async throws -> Int {
        let (group, channel) = (group, channel)
        let task = Task.detached {
            do {
                try await group.run()
            } catch {
                channel.fail(error)
                throw error
            }
        }
        running.withLock { $0 = task }
        do {
            let port = try await channel.value
            let scheme = options.tls == nil ? "http" : "https"
            let address = ListenAddress(host: options.address.host, port: port)
            log.info("serving the Contacts API at \(scheme)://\(address)")
            return port
        } catch {
            await parts.close()
            throw ServerError.unbindable(address: options.address.description, reason: Self.reason(error))
        }
    }

    /// Accepts no more, answers what was asked already, and ends.
    ///
    /// - Parameter drain: how long what is being answered may take.
    public func stop(drain: Duration = ContactsServer.usualDrain) async {
        guard
            let task = running.withLock({ task in
                defer { task = nil }
                return task
            })
        else { return }
        await group.triggerGracefulShutdown()
        let watch = Task.detached {
            try await Task.sleep(for: drain)
            task.cancel()
        }
        _ = await task.result
        watch.cancel()
        await parts.close()
        log.info("no longer serving the Contacts API")
    }

    private static func builder(_ options: ServerOptions) throws -> HTTPServerBuilder {
        let patience = TimeAmount.milliseconds(options.settings.timeout.exactMilliseconds ?? 30_000)
        let settings = options.settings
        var decoder = HTTP1Channel.Configuration.DecoderConfiguration()
        // Tokens and addresses are short; 16 KB is more than any proxy adds.
        (decoder.maxHeaderFieldSize, decoder.maxHeaderListSize, decoder.maxHeaderFieldCount) = (16_384, 32_768, 100)
        let http = HTTPServerBuilder.http1(
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [ConnectionGuard(patience: patience) { settings.limit(of: $0) }], idleTimeout: patience,
                httpDecoderConfiguration: decoder))
        guard let tls = options.tls else { return http }
        return try .tls(http, tlsConfiguration: try TLSFilesReader(tls).configuration())
    }

    private static func reason(_ error: any Error) -> String {
        (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? String(describing: error)
    }
}
