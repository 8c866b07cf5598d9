import ContactStore
import Contacts

/// Imports: many contacts a call, asked after until they are done.
extension DeliveryPusher {
    /// Sends the contacts that are next with something that an import can carry. So few of them that single calls are cheaper are left.
    func deliverImports(_ window: inout DeliveryWindow) throws {
        let ready = window.chains.indices.filter { window.chains[$0].head?.step == .upsert }
        guard ready.count > DeliveryEstimate.fewest else { return }
        var start = 0
        while start < ready.count, !isStopped {
            let part = ready[start..<min(start + importSize, ready.count)]
            let tasks = part.compactMap { window.chains[$0].head }
            let (kept, contents) = try prepare(tasks)
            if !kept.isEmpty {
                guard let call = try queue.claimImport(kept) else { return }
                let isDone = try deliver(call, kept, contents)
                guard isDone else { return }
            }
            for index in part { window.chains[index].advance() }
            start += part.count
        }
    }

    /// Goes on with an import that a process had begun.
    func resume(_ call: Int64, _ job: Int64?) throws {
        let tasks = try queue.tasks(of: call)
        if let job, try wait(for: job, call, tasks) { return }
        let contents = try queue.contents(of: tasks)
        let told = zip(tasks, contents).filter { !$1.isEmpty }
        guard !told.isEmpty else { return try queue.settleImport(call, .dropped, at: options.now()) }
        _ = try deliver(call, told.map(\.0), told.map(\.1))
    }

    /// Sends an import and waits until it is done. False where it could not be, and everything is to be planned anew.
    private func deliver(_ call: Int64, _ tasks: [DeliveryTask], _ contents: [DeliveryContent]) throws -> Bool {
        var (tasks, contents) = (tasks, contents)
        while !tasks.isEmpty {
            let body = DeliveryBody.importing(contents)
            switch self.call({ channel throws(CallError) in try await channel.createImport(encoded: body) }) {
            case .success(let job):
                try queue.note(job: job.id, of: call)
                report.imports += 1
                tell()
                return try wait(for: job.id, call, tasks)
            case .failure(.refused(let error)) where error.status == 422 && !error.rows.isEmpty:
                (tasks, contents) = try setAside(error, tasks, contents)
            case .failure(.refused(let error)) where error.status == 413 && tasks.count > 1:
                importSize = max(1, tasks.count / 2)
                try queue.settleImport(call, .notSent(mayHaveActed: false, message: nil), at: options.now())
                return false
            case .failure(let error) where error.mayHaveActed:
                // The rows stay taken: the same import is begun again, and nothing goes past it.
                throw DeliveryTrouble(message: error.description)
            case .failure(let error):
                return try giveUp(call, tasks.count, error)
            }
        }
        try queue.settleImport(call, .dropped, at: options.now())
        return true
    }

    /// Settles an import that nobody has acted on.
    private func giveUp(_ call: Int64, _ count: Int, _ error: CallError) throws -> Bool {
        var outcome = DeliveryOutcome.notSent(mayHaveActed: false, message: nil)
        defer { tell() }
        do {
            outcome = try self.outcome(of: error)
        } catch {
            try queue.settleImport(call, outcome, at: options.now())
            throw error
        }
        try queue.settleImport(call, outcome, at: options.now())
        if case .notSent = outcome { throw DeliveryTrouble(message: error.description) }
        report.refused += count
        return true
    }

    /// Sets the rows aside that an answer names by their addresses; where it names none of them, all of them.
    private func setAside(
        _ error: APIError, _ tasks: [DeliveryTask], _ contents: [DeliveryContent]
    ) throws -> ([DeliveryTask], [DeliveryContent]) {
        var messages: [String: String] = [:]
        for row in error.rows { messages[row.email.lowercased()] = AddressMask.masked(row.text) }
        let named = contents.map { messages[$0.email.lowercased()] }
        let isNamed = named.contains { $0 != nil }
        var refused: [(DeliveryTask, DeliveryOutcome)] = []
        var (left, leftContents) = ([DeliveryTask](), [DeliveryContent]())
        for (index, task) in tasks.enumerated() {
            if let message = isNamed ? named[index] : error.description {
                refused.append((task, .refused(message)))
            } else {
                left.append(task)
                leftContents.append(contents[index])
            }
        }
        try queue.settle(refused.map { (task: $0.0, outcome: $0.1) }, at: options.now())
        report.refused += refused.count
        tell()
        return (left, leftContents)
    }

    /// Asks after an import until it is done. False where the account does not know it, or has failed it: it is to be sent again.
    private func wait(for job: Int64, _ call: Int64, _ tasks: [DeliveryTask]) throws -> Bool {
        var poll = options.firstPoll
        while true {
            let state: ImportResource
            switch self.call({ channel throws(CallError) in try await channel.importJob(job) }) {
            case .success(let answer): state = answer
            case .failure(.refused(let error)) where error.status == 404:
                try queue.note(job: nil, of: call)
                return false
            case .failure(let error):
                // The import goes on meanwhile; it is asked after again.
                _ = try outcome(of: error)
                throw DeliveryTrouble(message: error.description)
            }
            switch state.status {
            case .finished:
                try queue.settleImport(call, .delivered, at: options.now())
                report.contacts += tasks.count
                report.overLimit += state.overLimitCount ?? 0
                tell()
                return true
            case .failed:
                let message = "the account has failed the import, and does not say why"
                let isAgain = tasks.contains { $0.attempts > 0 }
                try queue.settleImport(
                    call, isAgain ? .refused(message) : .notSent(mayHaveActed: true, message: message), at: options.now())
                if isAgain { report.refused += tasks.count }
                tell()
                if isAgain { return true }
                throw DeliveryTrouble(message: message)
            case .created, .started:
                guard !isStopped else { throw DeliveryTrouble(message: "told to end") }
                pause(poll)
                poll = min(options.longestPoll, poll * 1.5)
            }
        }
    }

    /// What tasks say; those that have nothing to say, or speak of what the account cannot be given, are done with here.
    func prepare(_ tasks: [DeliveryTask]) throws -> ([DeliveryTask], [DeliveryContent]) {
        var contents = try queue.contents(of: tasks)
        let missing = Set(contents.flatMap(\.missing)).subtracting(refusals.keys)
        if !missing.isEmpty {
            for target in missing.sorted(by: { "\($0)" < "\($1)" }) { try make(target) }
            contents = try queue.contents(of: tasks)
        }
        var settled: [(task: DeliveryTask, outcome: DeliveryOutcome)] = []
        var kept: [(DeliveryTask, DeliveryContent)] = []
        for (task, content) in zip(tasks, contents) {
            if content.isEmpty {
                settled.append((task, .dropped))
            } else if let target = content.missing.first {
                settled.append((task, .refused(refusals[target] ?? "the account has no list or field that it speaks of")))
                report.refused += 1
            } else {
                kept.append((task, content))
            }
        }
        try queue.settle(settled, at: options.now())
        return (kept.map(\.0), kept.map(\.1))
    }
}
