import ContactStore
import Contacts

/// Calls for one contact each, some of them at once, never two for one address.
extension DeliveryPusher {
    func deliverSingles(_ window: inout DeliveryWindow) throws {
        let upserts = window.chains.count { $0.head?.step == .upsert }
        // What an import will carry waits for the next one.
        let takesUpserts = upserts <= DeliveryEstimate.fewest
        func isSingle(_ index: Int) -> Bool {
            guard let step = window.chains[index].head?.step else { return false }
            return step != .upsert || takesUpserts
        }
        // What has failed before goes last.
        var ready = window.chains.indices.filter(isSingle)
        func isFresh(_ index: Int) -> Bool { (window.chains[index].head?.attempts ?? 0) == 0 }
        ready = ready.filter(isFresh) + ready.filter { !isFresh($0) }
        var next = 0
        var batch = options.concurrency
        var trouble: DeliveryTrouble?
        let end = ContinuousClock.now + options.patience
        while next < ready.count, !isStopped, .now < end {
            let part = ready[next..<min(next + batch, ready.count)]
            next += part.count
            let start = ContinuousClock.now
            let result = try deliver(part.map { ($0, window.chains[$0].head) })
            for index in result.done {
                window.chains[index].advance()
                if isSingle(index) { ready.append(index) }
            }
            trouble = result.trouble ?? trouble
            if let trouble, result.done.isEmpty { throw trouble }
            // Where limits hold calls up, few are claimed at once: a crash leaves the more events unknown.
            batch = ContinuousClock.now - start < .milliseconds(200) ? min(batch * 2, options.largestBatch) : options.concurrency
        }
        if let trouble { throw trouble }
    }

    /// Makes the calls of some tasks at once. Answers the chains whose tasks are done with, and what went wrong with others.
    private func deliver(_ tasks: [(index: Int, task: DeliveryTask?)]) throws -> (done: [Int], trouble: DeliveryTrouble?) {
        var indices: [DeliveryTask: Int] = [:]
        for (index, task) in tasks { if let task { indices[task] = index } }
        var done: [Int] = []
        let (planned, calls) = try plan(tasks.compactMap(\.task))
        for task in indices.keys where !planned.contains(task) {
            if let index = indices[task] { done.append(index) }
        }
        let claimed = Set(try queue.claim(planned, at: options.now()))
        let sent = zip(planned, calls).filter { claimed.contains($0.0) }
        let errors = send(sent.map(\.1))
        var outcomes: [(task: DeliveryTask, outcome: DeliveryOutcome)] = []
        var stop: (any Error)?
        var trouble: DeliveryTrouble?
        let hasSuccess = errors.contains { $0 == nil }
        for ((task, _), error) in zip(sent, errors) {
            var outcome = DeliveryOutcome.delivered
            do {
                if let error { outcome = try self.outcome(of: error, for: task, hasSuccess: hasSuccess) }
            } catch {
                stop = error
                outcome = .notSent(mayHaveActed: false, message: nil)
            }
            outcomes.append((task, outcome))
            if case .notSent(_, let message) = outcome {
                trouble = DeliveryTrouble(message: message ?? "")
            } else if let index = indices[task] {
                done.append(index)
            }
            count(task, outcome)
        }
        try queue.settle(outcomes, at: options.now())
        tell()
        if let stop { throw stop }
        return (done, trouble)
    }

    /// The calls that tasks take. What has nothing to say is done with here.
    private func plan(_ tasks: [DeliveryTask]) throws -> ([DeliveryTask], [DeliveryCall]) {
        let updates = tasks.filter { $0.step == .update || $0.step == .upsert }
        let (kept, contents) = updates.isEmpty ? ([], []) : try prepare(updates)
        var bodies: [DeliveryTask: DeliveryContent] = [:]
        for (task, content) in zip(kept, contents) { bodies[task] = content }
        var planned: [DeliveryTask] = []
        var calls: [DeliveryCall] = []
        var gone: [(task: DeliveryTask, outcome: DeliveryOutcome)] = []
        for task in tasks {
            let call: DeliveryCall?
            switch task.step {
            case .update, .upsert: call = bodies[task].map { update($0, task) }
            case .delete:
                let emails = try queue.addresses(task)
                call = emails.isEmpty ? nil : .delete(emails)
                if call == nil { gone.append((task, .dropped)) }
            case .event:
                call = try queue.event(task).map { .event($0.email, DeliveryBody.event($0.name, $0.parameters)) }
                if call == nil { gone.append((task, .dropped)) }
            case .list, .field: call = nil
            }
            guard let call else { continue }
            planned.append(task)
            calls.append(call)
        }
        try queue.settle(gone, at: options.now())
        return (planned, calls)
    }

    /// A contact that takes another address is called by the old one, unless the account has never heard of that.
    private func update(_ content: DeliveryContent, _ task: DeliveryTask) -> DeliveryCall {
        let body = DeliveryBody.update(content)
        guard content.newEmail != nil else { return .update(content.email, body) }
        if task.attempts > 0 { return .updateAgain(content.email, body) }
        return .update(content.isNew ? body.email : content.email, body)
    }

    private func send(_ calls: [DeliveryCall]) -> [CallError?] {
        guard !calls.isEmpty else { return [] }
        let (channel, width) = (channel, options.concurrency)
        return BlockingCall.wait(isStopped: options.isStopped, drain: options.drain) {
            await withTaskGroup(of: (Int, CallError?).self) { group in
                var errors = [CallError?](repeating: nil, count: calls.count)
                for (index, call) in calls.enumerated() {
                    if index >= width, let (done, error) = await group.next() { errors[done] = error }
                    group.addTask { (index, await call.send(by: channel)) }
                }
                for await (index, error) in group { errors[index] = error }
                return errors
            }
        }
    }

    private func outcome(of error: CallError, for task: DeliveryTask, hasSuccess: Bool) throws -> DeliveryOutcome {
        // It was done, and only the answer is of no use.
        if case .unreadable = error { return .delivered }
        let outcome = try self.outcome(of: error)
        guard case .notSent(let mayHaveActed, let message) = outcome else { return outcome }
        if task.step == .event, task.isAtMostOnce, error.mayHaveActed { return .unknown(error.description) }
        // One that fails while others do not must not keep the queue for ever.
        if mayHaveActed, hasSuccess, task.attempts + 1 >= options.attempts { return .refused(message ?? error.description) }
        return outcome
    }

    private func count(_ task: DeliveryTask, _ outcome: DeliveryOutcome) {
        switch outcome {
        case .delivered:
            switch task.step {
            case .upsert, .update:
                report.contacts += 1
                report.updates += 1
            case .delete:
                report.contacts += 1
                report.deletions += 1
            case .event: report.events += 1
            case .list, .field: break
            }
        case .refused: report.refused += 1
        case .unknown: report.unknown += 1
        case .notSent, .dropped: break
        }
    }
}
