import Glibc

extension FormatError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreadable(let file, let code): "cannot read \(file): \(Self.text(of: code))"
        case .unwritable(let file, let code): "cannot write \(file): \(Self.text(of: code))"
        case .diskFull(let file): "cannot write \(file): the disk is full; free some space and write it again"
        case .closed(let file): "cannot write \(file): it was closed before"
        case .truncatedGzip(let file): "\(file) ends in the middle of its gzip data; copy the file again"
        case .damagedGzip(let file, let position): "\(file) has damaged gzip data near byte \(position); copy the file again"
        case .utf16(let file): "\(file) is UTF-16 text; save it as UTF-8"
        case .noSuchPosition(let file, let position):
            "cannot go on at byte \(position) of \(file): no record starts there; the file has changed since, start over"
        case .unclosedQuote(let file, let line):
            "\(file): the quote opened at line \(line) is never closed; close it, or double it if it is part of the text"
        case .recordTooLong(let file, let line, let limit, let quoteLine):
            "\(file): the record at line \(line) is longer than \(limit) bytes"
                + (quoteLine.map { "; is the quote opened at line \($0) closed?" } ?? "; is the delimiter or the line ending right?")
        case .lineTooLong(let line, let limit): "line \(line) is longer than \(limit) bytes"
        case .invalidJSON(let fault, let line, let column): "invalid JSON at \(line):\(column): \(fault)"
        case .notANumber: "JSON cannot hold NaN or an infinite number"
        }
    }

    private static func text(of code: Int32) -> String {
        String(cString: strerror(code))
    }

    /// The error for a failed write: a full disk and a full quota ask for the same thing from the reader.
    static func writing(_ file: String, _ code: Int32) -> FormatError {
        code == ENOSPC || code == EDQUOT ? .diskFull(file: file) : .unwritable(file: file, errno: code)
    }
}
