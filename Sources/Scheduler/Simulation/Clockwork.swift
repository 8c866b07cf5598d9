import ContactStore
import Contacts
import Scheduling

/// Turns the clock of a simulation: from one instant at which something is to be done to the next, with nothing in between.
final class Clockwork {
    private let core: SchedulerCore<RunQueue>
    private let workers: VirtualWorkers
    private let recorder: SimulationRecorder
    private let replay: HistoryReplay?
    private let segments: SegmentWatch
    private var zone = Zone.utc
    private var start = Timestamp(milliseconds: 0)
    /// When segments that jobs watch are looked at for what time alone has changed; nil where none are.
    private var nextLook: Timestamp?
    private var watched: Set<String> = []

    private static let hour: Int64 = 3_600_000

    init(
        core: SchedulerCore<RunQueue>, workers: VirtualWorkers, recorder: SimulationRecorder, replay: HistoryReplay?, segments: SegmentWatch
    ) {
        self.core = core
        self.workers = workers
        self.recorder = recorder
        self.replay = replay
        self.segments = segments
    }

    /// Does what a scheduler does at its start.
    func begin(_ jobs: [JobScript], workers count: Int, at start: Timestamp, zone: Zone) throws {
        (self.start, self.zone) = (start, zone)
        for _ in 0..<count { core.take(.ready(workers.start())) }
        // A job that the store does not know yet begins just before the start, too.
        try carryOut(core.apply(jobs, now: start.adding(milliseconds: -1)), start)
        for trigger in core.definitions.values.flatMap(\.triggers) {
            if case .enter(let name) = trigger { watched.insert(name) }
            if case .leave(let name) = trigger { watched.insert(name) }
        }
        if !watched.isEmpty { nextLook = start }
        try core.noteStartup(now: start)
    }

    /// Goes on until an instant; runs that go on then come to their ends.
    ///
    /// - Parameter turn: is called at each step.
    func run(to end: Timestamp, turn: (Timestamp) throws -> Void) throws {
        var now = start
        while true {
            try turn(now)
            try step(now)
            guard let next = nextDue, next < end else { break }
            now = max(now, next)
        }
        core.isDraining = true
        while let next = workers.nextDue {
            now = max(now, next)
            try step(now)
        }
    }

    private var nextDue: Timestamp? {
        [core.nextDue, workers.nextDue, replay?.nextDue, nextLook].compactMap(\.self).min()
    }

    private func step(_ now: Timestamp) throws {
        let ended = workers.proceed(to: now)
        ended.forEach(core.take)
        let isReplayDue = replay?.nextDue.map { $0 <= now && !core.isDraining } ?? false
        if isReplayDue { try replay?.play(through: now) }
        if let look = nextLook, look <= now || !ended.isEmpty || isReplayDue {
            _ = try segments.look(at: watched, clock: LogicalClock(now: now, zone: zone))
            nextLook = Timestamp(milliseconds: (now.milliseconds / Self.hour + 1) * Self.hour)
        }
        var isCycleDue = true
        while isCycleDue {
            isCycleDue = try carryOut(core.cycle(now: now, uptime: .milliseconds(now.milliseconds - start.milliseconds)), now)
        }
    }

    /// Answers whether the core is to hear of it at once.
    @discardableResult
    private func carryOut(_ orders: [SchedulerOrder], _ now: Timestamp) throws -> Bool {
        var isNews = false
        for order in orders {
            switch order {
            case .start(let worker, let assignments):
                for assignment in assignments { try workers.begin(assignment, on: worker, at: now) }
            case .kill(let worker):
                workers.kill(worker)
                core.take(.gone(worker, reason: "was ended"))
                core.take(.ready(workers.start()))
                isNews = true
            case .tell(let notice): try recorder.tell(notice)
            case .recall, .renew, .retire: break
            }
        }
        return isNews
    }
}
