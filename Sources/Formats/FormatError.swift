/// What went wrong while reading or writing a file, as a value; `description` is one line that says what to do and quotes no
/// contact data.
public enum FormatError: Error, Hashable, Sendable {
    /// Opening or reading failed with this `errno`.
    case unreadable(file: String, errno: Int32)
    /// Creating, writing, syncing or renaming failed with this `errno`.
    case unwritable(file: String, errno: Int32)
    /// The device or the quota has no room left.
    case diskFull(file: String)
    /// The writer was used after `close()` or `discard()`.
    case closed(file: String)
    /// The file ends inside a gzip member.
    case truncatedGzip(file: String)
    /// A gzip member does not decode, fails its checksum, or is followed by something else; `position` counts compressed bytes.
    case damagedGzip(file: String, position: Int)
    /// The file starts with a UTF-16 byte order mark.
    case utf16(file: String)
    /// A reader was told to go on at a byte offset that it has passed, that lies beyond the end, or that is inside a record.
    case noSuchPosition(file: String, position: Int)
    /// A quoted CSV field is still open where the file ends; `line` is where its quote opened.
    case unclosedQuote(file: String, line: Int)
    /// A CSV record is longer than `limit` bytes; `quoteLine` is where a quote opened that is still open at the limit.
    case recordTooLong(file: String, line: Int, limit: Int, quoteLine: Int?)
    /// A line of a JSON Lines file is longer than `limit` bytes.
    case lineTooLong(line: Int, limit: Int)
    /// The text is not JSON; line and column (in characters) start at 1.
    case invalidJSON(JSONFault, line: Int, column: Int)
    /// JSON has no form for NaN and the infinities.
    case notANumber
}
