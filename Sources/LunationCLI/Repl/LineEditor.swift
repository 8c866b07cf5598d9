import CEdit
import Glibc
import Lunation

/// Lines that a person types, edited by libedit: Emacs keys, history, completion with Tab.
final class LineEditor: LineSource {
    let isInteractive = true
    private var editor: OpaquePointer?
    private var history: OpaquePointer?
    private let file: HistoryFile
    private let complete: (String) -> ScriptConsole.Completion
    private var isInterrupted = false
    private var prompt: UnsafeMutablePointer<CChar>?

    /// How many lines are remembered.
    static let historySize = 1_000

    init(history file: HistoryFile, complete: @escaping (String) -> ScriptConsole.Completion) {
        self.file = file
        self.complete = complete
        cedit_use_utf8()
        editor = cedit_open("lunation", { LineEditor.of($0)?.prompt }, Unmanaged.passUnretained(self).toOpaque())
        guard let editor else { return }
        history = cedit_open_history(editor, Int32(Self.historySize))
        for line in file.lines(Self.historySize) { if let history { cedit_add_history(history, line) } }
        cedit_bind(editor, "^I", "complete-member", { editor, _ in LineEditor.of(editor)?.completeWord() ?? UInt8(CC_ERROR) })
        cedit_bind(editor, "^C", "give-up-line", { editor, _ in LineEditor.of(editor)?.giveUp() ?? UInt8(CC_EOF) })
        cedit_bind_own(editor, "^R", "em-inc-search-prev")
    }

    deinit {
        if let editor { el_end(editor) }
        if let history { history_end(history) }
        free(prompt)
    }

    func next(_ prompt: Prompt) -> Line {
        guard let editor else { return .end }
        free(self.prompt)
        self.prompt = strdup(prompt.rawValue)
        isInterrupted = false
        var count: Int32 = 0
        cedit_begin(editor)
        let bytes = el_gets(editor, &count)
        if isInterrupted { return .interrupted }
        guard let bytes, count > 0 else { return .end }
        let text = String(cString: bytes)
        return .text(text.last?.isNewline == true ? String(text.dropLast()) : text)
    }

    func remember(_ line: String) {
        if let history { cedit_add_history(history, line) }
        file.add(line)
    }

    private static func of(_ editor: OpaquePointer?) -> LineEditor? {
        guard let editor, let client = cedit_client(editor) else { return nil }
        return Unmanaged<LineEditor>.fromOpaque(client).takeUnretainedValue()
    }

    private func giveUp() -> UInt8 {
        isInterrupted = true
        Terminal.standardOutput.write("^C\n")
        return UInt8(CC_EOF)
    }

    /// Puts in what all completions have in common, or shows them where that is nothing more.
    private func completeWord() -> UInt8 {
        guard let editor, let line = el_line(editor)?.pointee, let buffer = line.buffer else { return UInt8(CC_ERROR) }
        let before = UnsafeRawBufferPointer(start: buffer, count: line.cursor - buffer)
        let text = String(decoding: before, as: UTF8.self)
        let completion = complete(text)
        let words = completion.words
        guard let first = words.first else { return UInt8(CC_ERROR) }
        let common = words.dropFirst().reduce(Substring(first)) { common, word in
            common.prefix(zip(common, word).prefix { $0 == $1 }.count)
        }
        let rest = String(common.dropFirst(completion.typed.count))
        if !rest.isEmpty { return el_insertstr(editor, rest) == 0 ? UInt8(CC_REFRESH) : UInt8(CC_ERROR) }
        guard words.count > 1 else { return UInt8(CC_ERROR) }
        Terminal.standardOutput.write("\n" + words.joined(separator: "  ") + "\n")
        return UInt8(CC_REDISPLAY)
    }
}
