import Glibc

/// Watches one call of a state from a thread of its own: see ``LuaState/onSilence(after:_:)``.
final class LuaWatchdog {
    private let watch: LuaWatch
    /// Nil where the system has no thread to give: then nobody watches.
    private let thread: pthread_t?

    /// Begins to watch.
    ///
    /// - Parameters:
    ///   - interrupter: the state's.
    ///   - patience: how far past its time limit a call may be.
    ///   - onSilence: called once, on the watchdog's own thread, while the script's is still stuck.
    init(over interrupter: LuaInterrupt, patience: Duration, onSilence: @escaping @Sendable () -> Void) {
        watch = LuaWatch(interrupter: interrupter, patience: patience, onSilence: onSilence)
        var thread = pthread_t()
        let held = Unmanaged.passRetained(watch)
        let status = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<LuaWatch>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, held.toOpaque())
        if status != 0 { held.release() }
        self.thread = status == 0 ? thread : nil
    }

    deinit {
        stop()
    }

    /// Ends the watch, and waits until its thread has ended.
    func stop() {
        guard watch.stop(), let thread else { return }
        pthread_join(thread, nil)
    }
}
