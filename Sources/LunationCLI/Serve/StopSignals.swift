import Foundation
import Glibc
import Lunation

/// SIGTERM and SIGINT as requests to end, on a thread of their own.
struct StopSignals {
    private let signals: sigset_t

    /// Keeps the signals from all threads that are made from now on.
    init() {
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in [SIGTERM, SIGINT] { sigaddset(&signals, signal) }
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        self.signals = signals
    }

    /// Waits for them from now on.
    ///
    /// - Parameter then: is called after each request, on the thread that waits.
    func start(then: @escaping @Sendable () -> Void = {}) -> StopSignal {
        let stop = StopSignal()
        let signals = signals
        Thread.detachNewThread {
            var signals = signals
            var signal: Int32 = 0
            while sigwait(&signals, &signal) == 0 {
                stop.stop()
                then()
            }
        }
        return stop
    }
}
