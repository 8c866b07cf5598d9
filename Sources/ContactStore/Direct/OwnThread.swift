import Glibc
import Synchronization

/// A thread that runs one closure, for work that blocks.
final class OwnThread: Sendable {
    private struct State {
        var hasEnded = false
        var waiting: [UnsafeContinuation<Void, Never>] = []
    }

    private final class Start {
        let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }
    }

    private let state = Mutex(State())

    /// Starts it. Where the system gives no thread, the closure is not run, and it has ended at once.
    func start(_ body: @escaping @Sendable () -> Void) {
        let held = Unmanaged.passRetained(
            Start {
                body()
                self.end()
            })
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Start>.fromOpaque(context).takeRetainedValue().body()
                return nil
            }, held.toOpaque())
        if status == 0 {
            pthread_detach(thread)
        } else {
            held.release()
            end()
        }
    }

    /// Waits until the closure has come to its end.
    func ended() async {
        await withUnsafeContinuation { continuation in
            let hasEnded = state.withLock { state in
                if !state.hasEnded { state.waiting.append(continuation) }
                return state.hasEnded
            }
            if hasEnded { continuation.resume() }
        }
    }

    private func end() {
        let waiting = state.withLock { state in
            state.hasEnded = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
