import Dispatch
import Lunation
import Synchronization

/// The API beside the scheduler, whose loop has the main thread and waits for nobody.
final class APIThread: Sendable {
    private struct State {
        var failure: (any Error)?
        var isEnding = false
    }

    private let server: ContactsServer
    private let state = Mutex(State())
    private let started = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    init(_ server: ContactsServer) {
        self.server = server
    }

    /// Comes back once it listens.
    func start() throws {
        Task.detached { [self] in
            do { try await server.start() } catch { state.withLock { $0.failure = error } }
            started.signal()
        }
        started.wait()
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }

    /// Begins to end: what was asked is answered, while runs come to their ends.
    func end() {
        let isFirst = state.withLock { state in
            defer { state.isEnding = true }
            return !state.isEnding
        }
        guard isFirst else { return }
        Task.detached { [self] in
            await server.stop()
            ended.signal()
        }
    }

    /// Ends, and waits for that.
    func finish() {
        end()
        ended.wait()
    }
}
