public import Automation
import ContactStore
import Contacts
import Formats
import Glibc
import Scheduling

/// The worker's side: runs what it is given, one after the other, each in a Lua state of its own, until nobody gives it anything.
///
/// Two threads: one runs scripts; the other reads what comes and says that the process lives, which a script cannot keep it from.
public final class Worker: @unchecked Sendable {
    private let workspace: Workspace
    private let channel: MessageChannel
    private let queue = WorkerQueue()
    /// Texts of scripts by their hashes, those that were used last.
    private var scripts: [String: Script] = [:]

    /// How often it says that it lives, in milliseconds.
    private static let beat: Int32 = 1_000

    /// - Parameter descriptor: the socket to its scheduler.
    public init(workspace: Workspace, descriptor: Int32) {
        self.workspace = workspace
        channel = MessageChannel(descriptor: descriptor)
    }

    /// The descriptor under which a scheduler gives its workers their sockets.
    public static var descriptor: Int32 { WorkerProcess.descriptor }

    /// Works until the scheduler is gone or has no more use for it.
    public func run() throws {
        AddressSpace.limit(to: workspace.configuration.memory + AddressSpace.margin)
        let store = try RunQueue(store: workspace.store)
        workspace.store.keepsConnection()
        let reader = ThreadStart { self.read() }
        reader.start()
        _ = channel.send([WorkerMessage.ready.json])
        while let assignment = queue.next() {
            let end = run(assignment, store)
            guard channel.send([WorkerMessage.end(run: assignment.run.id, lease: assignment.run.lease, end).json]) else { return }
        }
    }

    private func read() {
        var poll = pollfd(fd: channel.descriptor, events: Int16(POLLIN), revents: 0)
        while true {
            let count = Glibc.poll(&poll, 1, Self.beat)
            if queue.isBusy, count == 0 { _ = channel.send([WorkerMessage.beat.json]) }
            guard count > 0 else { continue }
            guard let messages = channel.receive() else {
                queue.close()
                // A scheduler that is gone has lost its runs: what this worker is at would be refused. One that lets it go waits for
                // nothing, for it has nothing to do.
                if queue.isBusy { _exit(0) }
                return
            }
            for message in messages.compactMap(SchedulerMessage.init) {
                switch message {
                case .run(let assignment): queue.add([assignment])
                case .recall: _ = channel.send([WorkerMessage.returned(queue.recall()).json])
                }
            }
        }
    }

    private func run(_ assignment: RunAssignment, _ store: RunQueue) -> RunEnd {
        let run = assignment.run
        do {
            let script = try script(run, store)
            let log = LazyRunLog(RunLogs(of: workspace), run: run.id)
            var options = RunOptions()
            options.now = run.logicalNow
            options.arguments = run.arguments.map(ArgumentCoding.arguments) ?? [:]
            options.timeLimit = .milliseconds(assignment.timeout)
            options.attempt = run.attempt
            options.trigger = RunTrigger(cause: run.cause, name: run.follows, batch: run.batch)
            // Its scheduler sends them, so that a host that is slow keeps no worker.
            options.sendsRequests = false
            options.log = { log.write($0) }
            options.print = { log.print($0) }
            let claim = RunClaim(run: run.id, lease: run.lease, batch: run.batch)
            return ClaimedRun(workspace: workspace, script: script, claim: claim, options: options).run()
        } catch {
            let now = SystemClock.now
            return RunEnd(result: .failed, error: AddressMask.masked("\(error)"), startedAt: now, finishedAt: now)
        }
    }

    private func script(_ run: QueuedRun, _ store: RunQueue) throws -> Script {
        if let script = scripts[run.hash] { return script }
        guard let source = try store.source(hash: run.hash) else {
            throw ScriptError.unreadable(path: run.script, reason: "the store has lost the text of \(run.script)")
        }
        let script = Script(name: run.script, source: source, place: workspace.path + "/" + run.script)
        if scripts.count >= 100 { scripts.removeAll() }
        scripts[run.hash] = script
        return script
    }
}
