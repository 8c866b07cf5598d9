import Contacts
import Scheduling
import Testing

/// Single decisions of the core, on the model's store.
@Suite struct SchedulerCoreTests {
    private let store = ModelStore()
    private let now = Timestamp(milliseconds: 1_780_000_000_000)

    private func queued(_ name: String, priority: Int = 0) -> QueuedRun {
        QueuedRun(
            job: nil, name: name, script: "scripts/\(name).lua", hash: name, cause: .enqueue, logicalNow: now, queuedAt: now, dueAt: now,
            priority: priority)
    }

    private func started(_ orders: [SchedulerOrder]) -> [QueuedRun] {
        orders.flatMap { order -> [QueuedRun] in if case .start(_, let given) = order { given.map(\.run) } else { [] } }
    }

    @Test func theHigherPriorityIsFirst() throws {
        try store.change { transaction in
            for (name, priority) in [("low", -1), ("plain", 0), ("high", 5), ("later", 5)] {
                _ = try transaction.enqueue(queued(name, priority: priority))
            }
        }
        let core = SchedulerCore(store: store, epoch: try store.takeOver(), uptime: .zero)
        core.take(.ready(1))
        var order: [String] = []
        for second in 1...4 {
            let given = started(try core.cycle(now: now, uptime: .seconds(second)))
            #expect(given.count == 1)
            for run in given {
                order.append(run.name)
                // Longer than what is given ahead: one after the other.
                let end = RunEnd(result: .succeeded, startedAt: now, finishedAt: now.adding(milliseconds: 60_000))
                core.take(.ended(1, run: run.id, lease: run.lease, end))
            }
        }
        #expect(order == ["high", "later", "plain", "low"])
    }

    @Test func aRunPastItsLimitIsKilledFromOutside() throws {
        _ = try store.change { try $0.enqueue(queued("long")) }
        var options = SchedulerOptions()
        options.timeout = .seconds(10)
        let core = SchedulerCore(store: store, epoch: try store.takeOver(), options: options, uptime: .zero)
        core.take(.ready(1))
        #expect(started(try core.cycle(now: now, uptime: .zero)).count == 1)
        var killed: Int?
        for second in 1...20 where killed == nil {
            // It says that it lives, all the time.
            core.take(.beat(1))
            _ = try core.cycle(now: now, uptime: .seconds(second))
            if core.watch(.seconds(second)).contains(.kill(1)) { killed = second }
        }
        #expect(killed == 13)
        core.take(.gone(1, reason: "was ended by signal 9"))
        _ = try core.cycle(now: now, uptime: .seconds(14))
        let run = try #require(store.state.runs[1])
        #expect(run.state == .failed)
        #expect(run.error == "its worker was past the run's time limit of 10 s, and was ended")
    }
}
