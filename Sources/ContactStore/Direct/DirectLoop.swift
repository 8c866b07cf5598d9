import Contacts

/// The thread that writes: takes what waits, and writes it in as few transactions as it may.
final class DirectLoop {
    private let store: ContactStore
    private let options: DirectOptions
    private let queue: WaitingQueue<DirectRequest>
    private var batch: DirectBatch?
    private var answers: [DirectAnswer] = []
    private var sweptAt: Int64 = 0
    /// How many requests the last transactions have answered, and when and how long the disk has taken for the last of them.
    private var answered = 0
    private var endedAt: Int64 = 0
    private var syncTime: Int64 = 0

    private static let sweepInterval: Int64 = 3_600_000

    init(store: ContactStore, options: DirectOptions, queue: WaitingQueue<DirectRequest>) {
        self.store = store
        self.options = options
        self.queue = queue
    }

    func run() {
        while let requests = take() {
            var next = 0
            answered = 0
            while next < requests.count {
                if case .alone(let body) = requests[next] {
                    next += 1
                    runAlone(body)
                } else {
                    next = write(requests, from: next, to: min(requests.count, next + options.batchSize))
                }
            }
        }
    }

    /// What waits. Who has just been answered is likely to ask again: a part of what the disk takes is given them to come along with
    /// those who wait already, which halves the number of waits for the disk. Whoever comes later than that is not kept waiting.
    private func take() -> [DirectRequest]? {
        let expected = min(answered + queue.count, options.batchSize)
        return queue.take(expecting: expected, until: endedAt + syncTime / Self.gatheringPart)
    }

    private static let gatheringPart: Int64 = 4

    /// Writes as many requests as go into one transaction, and answers them. Answers where to go on.
    private func write(_ requests: [DirectRequest], from start: Int, to end: Int) -> Int {
        var next = start
        do {
            let batch = try begun()
            do {
                try sweep(batch)
                while next < end, try take(requests[next], batch) { next += 1 }
                let began = MonotonicTime.now
                try batch.finish()
                endedAt = MonotonicTime.now
                syncTime = endedAt - began
            } catch {
                batch.abandon()
                throw error
            }
        } catch {
            answers.removeAll(keepingCapacity: true)
            return fail(requests, from: start, through: min(next, end - 1), error)
        }
        for answer in answers { answer.send() }
        answered += answers.count
        answers.removeAll(keepingCapacity: true)
        return next
    }

    /// What one request is to blame for does not become the others': each is tried by itself.
    private func fail(_ requests: [DirectRequest], from start: Int, through last: Int, _ error: any Error) -> Int {
        guard start < last else {
            requests[start].fail(ServedError(error, path: store.path))
            return start + 1
        }
        for index in start...last { _ = write(requests, from: index, to: index + 1) }
        return last + 1
    }

    /// False where the request belongs into the next transaction.
    private func take(_ request: DirectRequest, _ batch: DirectBatch) throws -> Bool {
        switch request {
        case .create(let creation, let email, let reply): answers.append(.contact(reply, try batch.create(creation, email)))
        case .update(let identifier, let update, let email, let reply):
            answers.append(.updated(reply, try batch.update(identifier, update, email)))
        case .delete(let identifier, let reply):
            do {
                answers.append(.done(reply, try batch.delete(identifier)))
            } catch is DirectBatch.Cut {
                return false
            }
        case .fire(let event, let identifier, let reply): answers.append(.done(reply, try batch.fire(event, at: identifier)))
        case .record(let engagement, let reply): answers.append(.outcome(reply, try batch.record(engagement)))
        case .suppress(let entry, let reply): answers.append(.entry(reply, .success(try batch.suppress(entry))))
        case .deleteSuppression(let id, let reply): answers.append(.entry(reply, try batch.deleteSuppression(id)))
        case .use(let token, let instant): try batch.noteUse(of: token, at: instant)
        case .alone: return false
        }
        return true
    }

    /// A transaction that may write. Others who write are waited for.
    private func begun() throws -> DirectBatch {
        while true {
            do {
                let batch = try self.batch ?? opened()
                try batch.begin()
                return batch
            } catch {
                batch?.abandon()
                guard case .store(.busy) = ServedError(error, path: store.path), !queue.isClosed else {
                    // What was wrong with the connection may be over with a new one.
                    batch = nil
                    throw error
                }
            }
        }
    }

    private func opened() throws -> DirectBatch {
        let opened = try DirectBatch(connection: store.connect(.commit), options: options)
        batch = opened
        return opened
    }

    private func sweep(_ batch: DirectBatch) throws {
        guard batch.now - sweptAt >= Self.sweepInterval else { return }
        sweptAt = batch.now
        try batch.forgetTold()
    }

    private func runAlone(_ body: (Result<SQLiteConnection, ServedError>) -> Void) {
        do {
            body(.success(try (batch ?? opened()).connection))
        } catch {
            body(.failure(ServedError(error, path: store.path)))
        }
    }
}
