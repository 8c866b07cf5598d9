import ArgumentParser
import Formats
import Glibc
import Lunation

struct SyncPushCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push", _superCommandName: "lunation sync",
        abstract: "Delivers what is queued to the account, and ends when nothing is left.",
        discussion: """
            Every commit queues its changes. They go out in as few calls as the API allows, each contact's in their order, and no faster
            than the account's limits. SIGTERM or Ctrl-C ends it after the calls that are under way; what is left stays queued.

            It ends with 1 where the account refused something, where the outcome of an event is unknown, and where it was told to end
            before everything was delivered.

            EXAMPLES
              lunation sync push
              lunation sync push --no-wait
            """)

    @Flag(help: "Fail where another process delivers already, in place of waiting for it.") var noWait = false
    @OptionGroup var data: DataOptions
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        // Before any thread is made, so that the signals come to the one that waits for them.
        let signals = StopSignals()
        let workspace = try options.open()
        guard let remote = try workspace.store.remote() else { throw RemoteError.none }
        let stop = signals.start()
        guard let lock = try lock(workspace, stop) else { return try write(DeliveryReport(), isStopped: stop.isStopped) }
        let bar = DeliveryBar()
        var pushing = DeliveryOptions()
        pushing.isStopped = { stop.isStopped }
        pushing.progress = { bar.show($0) }
        let report: DeliveryReport
        do {
            defer { bar.end() }
            let api = try remote.api(folder: workspace.path)
            report = try withExtendedLifetime(lock) {
                try DeliveryPusher(DeliveryQueue(workspace.store), channel: api, options: pushing).push()
            }
        }
        try write(report, isStopped: report.isStopped)
    }

    /// The right to deliver; nil where everything is delivered by another process, or it is told to end.
    private func lock(_ workspace: Workspace, _ stop: StopSignal) throws -> DeliveryLock? {
        let path = DeliveryLock.path(in: workspace.path)
        var isTold = false
        while !stop.isStopped {
            if let lock = DeliveryLock(path: path, name: "lunation sync push") { return lock }
            let error = DeliveryError.busy(holder: DeliveryLock.holder(path: path))
            if noWait { throw error }
            if !isTold { Terminal.standardError.write("\(error); waiting until everything is delivered\n") }
            isTold = true
            if try workspace.store.deliveryStatus().isDone { return nil }
            usleep(200_000)
        }
        return nil
    }

    private func write(_ report: DeliveryReport, isStopped: Bool) throws {
        try options.report.write(
            text: { style in
                let done = DeliveryText.done(report)
                var lines = [done.isEmpty ? "nothing to deliver" : style.green("delivered") + ": " + done]
                lines += DeliveryText.troubles(report, style)
                if isStopped { lines.append("told to end; 'lunation sync push' goes on with what is left") }
                return lines.joined(separator: "\n")
            }, json: { .object(DeliveryText.json(report)) })
        if isStopped || report.refused + report.unknown > 0 { throw ExitStatus.script }
    }
}
