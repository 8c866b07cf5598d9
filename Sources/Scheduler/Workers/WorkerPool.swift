import Formats
import Glibc
import Scheduling

/// The worker processes of a scheduler: started ahead, replaced when they are gone.
final class WorkerPool {
    private let command: [String]
    private(set) var workers: [Int: WorkerProcess] = [:]
    private var nextNumber = 1
    /// How many there are to be.
    let size: Int

    init(size: Int, command: [String]) {
        self.size = size
        self.command = command
    }

    /// Starts as many as are missing.
    func fill() throws(SchedulerError) {
        while workers.count < size { try start() }
    }

    /// Starts one more, which takes the place of one that is to go.
    func start() throws(SchedulerError) {
        let worker = try WorkerProcess(number: nextNumber, command: command)
        workers[nextNumber] = worker
        nextNumber += 1
    }

    func send(_ messages: [SchedulerMessage], to number: Int) {
        // One that is gone is noticed when its socket is read.
        _ = workers[number]?.channel.send(messages.map(\.json))
    }

    func kill(_ number: Int) { workers[number]?.kill() }

    /// Lets a worker go that has nothing to do: it ends when its socket is closed.
    func retire(_ number: Int) {
        guard let worker = workers[number] else { return }
        shutdown(worker.channel.descriptor, Int32(SHUT_WR))
    }

    /// What a worker has said since the last time.
    func events(of number: Int) -> [WorkerEvent] {
        guard let worker = workers[number] else { return [] }
        guard let messages = worker.channel.receive() else {
            workers[number] = nil
            // Its socket is closed, so it is dead or about to be; one that only closed it is of no use.
            worker.kill()
            return [.gone(number, reason: worker.end(waiting: true) ?? "is gone")]
        }
        return messages.compactMap { message in
            switch WorkerMessage(message) {
            case .ready: .ready(number)
            case .beat: .beat(number)
            case .end(let run, let lease, let end): .ended(number, run: run, lease: lease, end)
            case .returned(let runs): .returned(number, runs)
            case nil: nil
            }
        }
    }

    /// Ends all of them at once.
    func killAll() {
        for worker in workers.values { worker.kill() }
        for worker in workers.values { _ = worker.end(waiting: true) }
        workers = [:]
    }
}
