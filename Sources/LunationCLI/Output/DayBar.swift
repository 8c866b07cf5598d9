import Lunation

/// How far a simulation is, on a terminal's last line; nothing where nobody watches.
final class DayBar {
    private let days: Int
    private let terminal = Terminal.standardError
    private let watch = Stopwatch()
    private var lastShown = 0.0
    private var isOver = false

    /// Seconds between two pictures.
    private static let interval = 0.1

    init(days: Int) {
        self.days = days
    }

    func show(_ day: Int) {
        guard terminal.isInteractive, watch.seconds - lastShown >= Self.interval else { return }
        lastShown = watch.seconds
        terminal.write("\r\u{1b}[Kday \(day + 1) of \(days)")
    }

    func end() {
        if !isOver, lastShown > 0 { terminal.write("\r\u{1b}[K") }
        isOver = true
    }
}
