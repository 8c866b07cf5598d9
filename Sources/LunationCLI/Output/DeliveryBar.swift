import Lunation
import Synchronization

/// What is delivered so far, on a terminal's last line; nothing where nobody watches.
final class DeliveryBar: Sendable {
    private let isShown = Terminal.standardError.isInteractive
    private let last = Mutex(-1.0)
    private let watch = Stopwatch()

    func show(_ report: DeliveryReport) {
        let now = watch.seconds
        let isDue = last.withLock { last in
            guard isShown, now - last >= 0.1 else { return false }
            last = now
            return true
        }
        if isDue { Terminal.standardError.write("\r\u{1b}[Kdelivering: \(DeliveryText.done(report))") }
    }

    func end() {
        if isShown { Terminal.standardError.write("\r\u{1b}[K") }
    }
}
