import Glibc
import Lunation
import Synchronization

/// Lets Ctrl-C end the running line and nothing else: the signal is blocked everywhere, and a thread waits for it.
enum InterruptThread {
    private static let console = Mutex<Weak?>(nil)

    /// The console is only ever asked to interrupt, which any thread may do.
    private struct Weak: @unchecked Sendable {
        weak var console: ScriptConsole?
    }

    static func start(for console: ScriptConsole) {
        let entry = Weak(console: console)
        Self.console.withLock { $0 = entry }
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { _ in
                var signals = sigset_t()
                sigemptyset(&signals)
                sigaddset(&signals, SIGINT)
                var signal: Int32 = 0
                while sigwait(&signals, &signal) == 0 { InterruptThread.interrupt() }
                return nil
            }, nil)
        pthread_detach(thread)
    }

    private static func interrupt() {
        let entry = console.withLock { $0 }
        entry?.console?.interrupt()
    }
}
