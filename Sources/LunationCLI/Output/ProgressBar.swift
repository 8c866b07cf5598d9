import Lunation

/// A bar on a terminal's last line; nothing where nobody watches.
final class ProgressBar {
    private let label: String
    private let terminal = Terminal.standardError
    private let isShown: Bool
    private let watch = Stopwatch()
    private var lastShown = 0.0

    private static let width = 30
    /// Seconds between two pictures.
    private static let interval = 0.1

    init(_ label: String, isShown: Bool = true) {
        self.label = label
        self.isShown = isShown && terminal.isInteractive
    }

    func show(_ progress: ImportProgress) {
        guard isShown, watch.seconds - lastShown >= Self.interval else { return }
        lastShown = watch.seconds
        let rate = Numbers.text(Int(Double(progress.rows) / max(watch.seconds, 0.001)))
        guard let total = progress.totalBytes, total > 0 else {
            terminal.write("\r\u{1b}[K\(label) \(Numbers.text(progress.rows)) rows (\(rate)/s)")
            return
        }
        let share = min(1, Double(progress.bytesRead) / Double(total))
        let filled = Int(share * Double(Self.width))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
        terminal.write("\r\u{1b}[K\(label) \(bar) \(Int(share * 100)) % \(Numbers.text(progress.rows)) rows (\(rate)/s)")
    }

    func end() {
        if isShown { terminal.write("\r\u{1b}[K") }
    }
}
