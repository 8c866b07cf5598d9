import Dispatch
import Scheduling
import Synchronization

/// What a worker has been given and has not begun, and whether it is at something. The thread that reads fills it, the one that runs
/// scripts empties it.
final class WorkerQueue: Sendable {
    private struct State {
        var assignments: [RunAssignment] = []
        var isBusy = false
        var isOver = false
    }

    private let state = Mutex(State())
    private let signal = DispatchSemaphore(value: 0)

    func add(_ assignments: [RunAssignment]) {
        state.withLock { $0.assignments += assignments }
        signal.signal()
    }

    /// Nobody gives it anything any more.
    func close() {
        state.withLock { $0.isOver = true }
        signal.signal()
    }

    /// Takes back all that is not begun.
    func recall() -> [Int64] {
        state.withLock { state in
            defer { state.assignments = [] }
            return state.assignments.map(\.run.id)
        }
    }

    var isBusy: Bool { state.withLock { $0.isBusy } }

    /// The next one, for which it waits; nil where there are no more to come.
    func next() -> RunAssignment? {
        while true {
            let (found, isOver) = state.withLock { state -> (RunAssignment?, Bool) in
                state.isBusy = !state.assignments.isEmpty
                return (state.assignments.isEmpty ? nil : state.assignments.removeFirst(), state.isOver)
            }
            if let found { return found }
            if isOver { return nil }
            signal.wait()
        }
    }
}
