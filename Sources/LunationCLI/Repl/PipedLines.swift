/// Lines of standard input, where nobody types them.
final class PipedLines: LineSource {
    let isInteractive = false

    func next(_ prompt: Prompt) -> Line { readLine().map { .text($0) } ?? .end }

    func remember(_ line: String) {}
}
