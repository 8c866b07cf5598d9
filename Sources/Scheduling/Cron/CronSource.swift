/// An expression's text while it is read.
struct CronSource {
    let text: String
    let bytes: [UInt8]

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// A part as a message quotes it.
    func shown(_ range: Range<Int>) -> String { CronError.shown(string(range)) }

    func error(_ range: Range<Int>, _ problem: String, _ fix: String) -> CronError {
        CronError(expression: text, position: range, problem: problem, fix: fix)
    }
}
