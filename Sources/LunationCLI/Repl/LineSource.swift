/// Where a console's lines come from.
protocol LineSource: AnyObject {
    /// Whether a person types them, who is shown prompts and can be asked.
    var isInteractive: Bool { get }
    func next(_ prompt: Prompt) -> Line
    /// Keeps a line for the next time.
    func remember(_ line: String)
}

/// What stands in front of a line that is typed.
enum Prompt: String {
    case statement = "> "
    case continuation = ">> "
    case confirmation = "type yes to commit: "
}

/// What comes of asking for a line.
enum Line {
    case text(String)
    /// Given up with Ctrl-C.
    case interrupted
    case end
}
