import Automation
import ContactStore
import Contacts
import Glibc
import Logging
import Scheduling

extension SchedulerService {
    /// Goes round until it is told to end, or has nothing more to do where that ends it.
    func loop(_ core: SchedulerCore<RunQueue>, _ queue: RunQueue, _ watch: FolderWatch) throws {
        var clocks = ClockWatch(ClockReading.now)
        var isFirst = true
        while true {
            let clock = ClockReading.now
            tell(clocks.changes(clock))
            notifier.beat()
            heartbeat?.beat()
            do {
                if rhythm.isTime(for: .scan, clock.uptime) { scripts.look() }
                if let scan {
                    try apply(scan, core, watch, clock.wall)
                    self.scan = nil
                    if isFirst { try begin(core, clock.wall) }
                    isFirst = false
                }
                try turn(core, queue, clock)
            } catch is SupersededError {
                throw SchedulerError.superseded
            } catch StoreError.busy {
                // Somebody writes for long, or was stopped while writing: workers are looked after meanwhile, then it is tried again.
                log.debug("the store is busy")
            }
            try carryOut(core.watch(ClockReading.now.uptime))
            if try isDone(core, clock) { return }
            let changes = wait(core, watch)
            for number in pool.workers.keys.sorted() { pool.events(of: number).forEach(core.take) }
            try pool.fill()
            if changes.contains(where: isScript) { scripts.look() }
            if let found = scripts.take() { scan = found }
        }
    }

    private func begin(_ core: SchedulerCore<RunQueue>, _ now: Timestamp) throws {
        try core.noteStartup(now: now)
        isReady = true
        notifier.ready()
        log.info("scheduler started", metadata: ["workers": .stringConvertible(pool.size), "workspace": .string(workspace.path)])
    }

    private func apply(_ scan: ScriptLooker.Scan, _ core: SchedulerCore<RunQueue>, _ watch: FolderWatch, _ now: Timestamp) throws {
        for folder in scan.folders { watch.add(folder) }
        try carryOut(core.apply(scan.scripts, now: now))
        reporter.note(scan.scripts, core.definitions)
        // Jobs may watch other segments now.
        lookedAt = -1
    }

    /// One step of the core, and what is to be done every so often.
    private func turn(_ core: SchedulerCore<RunQueue>, _ queue: RunQueue, _ clock: ClockReading) throws {
        if rhythm.isTime(for: .beat, clock.uptime) { try queue.beat(epoch: core.epoch) }
        try carryOut(core.cycle(now: clock.wall, uptime: clock.uptime))
        let isTimeForSegments = rhythm.isTime(for: .segments, clock.uptime)
        if core.seenCommit != lookedAt { outbox.look() }
        if isTimeForSegments || core.seenCommit != lookedAt {
            lookedAt = core.seenCommit
            segments.look(at: core.watchedSegments)
        }
        if rhythm.isTime(for: .metrics, clock.uptime) {
            reporter.measure(queued: core.queuedCount, running: core.runningCount, workers: pool.workers.count)
        }
        if rhythm.isTime(for: .prune, clock.uptime) { try reporter.prune(queue, now: clock.wall) }
    }

    private func isScript(_ path: String) -> Bool {
        path.hasPrefix(workspace.scriptsPath) || path == workspace.scriptsPath
    }

    /// Waits until something happens. Answers the files that have changed.
    private func wait(_ core: SchedulerCore<RunQueue>, _ watch: FolderWatch) -> [String] {
        timer.arm(core.nextDue)
        var polls = [stop.pipe.descriptor, watch.descriptor, timer.descriptor, scripts.pipe.descriptor].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        polls += pool.workers.values.map { pollfd(fd: $0.channel.descriptor, events: Int16(POLLIN), revents: 0) }
        // A commit is seen when its writer has waited for the disk, a moment after the log has changed.
        let patience = glances == 0 ? Int32(Self.longestWait / .milliseconds(1)) : glances > Self.lastGlances ? 2 : 10
        Glibc.poll(&polls, nfds_t(polls.count), patience)
        glances = polls[1].revents != 0 ? Self.mostGlances : max(0, glances - 1)
        if polls[0].revents != 0 { stop.pipe.clear() }
        if polls[3].revents != 0 { scripts.pipe.clear() }
        if polls[2].revents != 0 { timer.clear() }
        return polls[1].revents != 0 ? watch.changes() : []
    }

    /// After a change of a file: ten times after two milliseconds, then six times after ten.
    private static let mostGlances = 16
    private static let lastGlances = 6

    func carryOut(_ orders: [SchedulerOrder]) throws {
        for order in orders {
            switch order {
            case .start(let worker, let assignments): pool.send(assignments.map(SchedulerMessage.run), to: worker)
            case .kill(let worker): pool.kill(worker)
            case .recall(let worker): pool.send([.recall], to: worker)
            case .renew: try pool.start()
            case .retire(let worker): pool.retire(worker)
            case .tell(let notice): reporter.tell(notice)
            }
        }
    }

    private func tell(_ changes: [ClockWatch.Change]) {
        for change in changes {
            switch change {
            case .step(let milliseconds):
                let way = milliseconds > 0 ? "forward" : "back"
                // To the second: the two clocks are read one after the other.
                let length = abs(milliseconds) < 1_000 ? abs(milliseconds) : (abs(milliseconds) + 500) / 1_000 * 1_000
                log.warning("the clock was set \(way) by \(SpanWords.text(length))")
                reporter.noteClockStep()
            case .suspended(let duration):
                log.warning("the machine was suspended for \(SpanWords.text(Int64(duration / .milliseconds(1))))")
            }
        }
    }

    /// Whether the loop is over: told to end, and nothing runs any more or the time for that is over.
    private func isDone(_ core: SchedulerCore<RunQueue>, _ clock: ClockReading) throws -> Bool {
        if stop.requests == 0 {
            return try options.endsWhenIdle && isReady && core.isIdle(at: clock.wall) && outbox.isIdle
        }
        if drainsSince == nil {
            drainsSince = clock.uptime
            core.isDraining = true
            log.info("ending; runs may go on for \(drain)", metadata: ["running": .stringConvertible(core.runningCount)])
            for worker in pool.workers.keys { pool.send([.recall], to: worker) }
        }
        let patience = Duration.milliseconds(drain.exactMilliseconds ?? 30_000)
        return core.runningCount == 0 || stop.requests > 1 || clock.uptime - (drainsSince ?? clock.uptime) >= patience
    }

    private var drain: Span { options.drain ?? workspace.configuration.scheduler.drain }

    /// What is not done goes back into the queue.
    func finish(_ core: SchedulerCore<RunQueue>) throws {
        let left = core.runningCount
        pool.killAll()
        // What they have said at the end is still to be read.
        if left > 0 {
            try core.returnRuns(now: SystemClock.now)
            log.warning("ended with runs that were not done; they are in the queue again", metadata: ["runs": .stringConvertible(left)])
        }
        log.info("scheduler ended")
    }
}
