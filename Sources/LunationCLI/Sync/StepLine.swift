import Lunation

/// What a long command is at, on a terminal's last line; nothing where nobody watches.
struct StepLine: Sendable {
    private let isShown: Bool

    init(isShown: Bool) {
        self.isShown = isShown && Terminal.standardError.isInteractive
    }

    func show(_ step: String) {
        if isShown { Terminal.standardError.write("\r\u{1b}[K\(step)…") }
    }

    func end() {
        if isShown { Terminal.standardError.write("\r\u{1b}[K") }
    }
}
