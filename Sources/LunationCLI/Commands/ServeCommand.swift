import ArgumentParser
import Glibc
import Logging
import Lunation

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", _superCommandName: "lunation",
        abstract: "Runs the workspace's jobs when they are due, and serves the Contacts API, until it is told to end.",
        discussion: """
            Every script under scripts/ with a job { … } is a job. SIGTERM lets the runs that go on come to their ends, a second one
            ends at once; what is not done goes back into the queue.

            With --listen it speaks Mailtrap's Contacts API to those who have a token; 'lunation token create' makes one. Beyond this
            machine it wants TLS, or a proxy that does it.

            EXAMPLES
              lunation serve
              lunation serve --workers 4 --drain 2m
              lunation serve --until-idle
              lunation serve --listen 127.0.0.1:8080
              lunation serve --listen 0.0.0.0:443 --tls-certificate cert.pem --tls-key key.pem
            """)

    @Option(help: ArgumentHelp("How many runs go on at once; as many as there are processors.", valueName: "count")) var workers: Int?
    @Option(help: ArgumentHelp("How long runs may go on when it is told to end: 30s.", valueName: "time")) var drain: String?
    @Flag(help: "End when nothing is queued that is due, and nothing runs.") var untilIdle = false
    @Option(help: ArgumentHelp("How the log is written: text or json; text where people read it.", valueName: "format")) var logFormat:
        String?
    @Option(help: ArgumentHelp("Serve the Contacts API there: 127.0.0.1:8080, [::1]:8080, 8080.", valueName: "address")) var listen: String?
    @Option(help: ArgumentHelp("A PEM file with the certificate and those that sign it.", valueName: "path")) var tlsCertificate: String?
    @Option(help: ArgumentHelp("A PEM file with the certificate's private key.", valueName: "path")) var tlsKey: String?
    @Flag(help: "Listen beyond this machine without TLS, since a proxy in front does it.") var behindProxy = false
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        if let workers, !(1...256).contains(workers) { throw ValidationError("--workers takes a number from 1 to 256.") }
        if let drain, Span(drain)?.exactMilliseconds == nil { throw ValidationError("--drain takes a time: 30s, 5m, 1h") }
        if let logFormat, !["text", "json"].contains(logFormat) { throw ValidationError("--log-format takes text or json.") }
    }

    func run() throws {
        // Before any thread is made, so that the signals come to the one that waits for them.
        let signals = StopSignals()
        let workspace = try options.open()
        let isText = logFormat.map { $0 == "text" } ?? Terminal.standardError.isInteractive
        let output = LineOutput(descriptor: STDERR_FILENO)
        let zone = workspace.configuration.zone
        let log = Logger(label: "lunation") { _ -> any LogHandler in
            if isText { TextLogHandler(output, zone: zone) } else { JSONLogHandler(output) }
        }
        let server = try ServerOptions(
            workspace, listen: listen, certificate: tlsCertificate, key: tlsKey, isBehindProxy: behindProxy)
        let registry = server == nil ? nil : PrometheusRegistry()
        var service = ServiceOptions(workerCommand: ["/proc/self/exe", "worker", "--workspace", workspace.path])
        service.workers = workers
        service.drain = drain.flatMap { Span($0) }
        service.endsWhenIdle = untilIdle
        // What runs commit goes on to the live account, where there is one.
        let delivery = ContinuousDelivery(store: workspace.store, folder: workspace.path, log: log)
        delivery.start()
        defer { delivery.finish(afterDelivering: untilIdle) }
        service.registry = registry
        let api = try registry.flatMap { registry in
            try server.map { APIThread(try ContactsServer(workspace: workspace, options: $0, registry: registry, log: log)) }
        }
        try api?.start()
        defer { api?.finish() }
        let stop = signals.start { api?.end() }
        try SchedulerService(workspace: workspace, options: service, stop: stop, log: log).run()
    }
}
