public import Logging

/// Writes a log as JSON Lines, for services that collect logs:
/// `{"ts":"2026-06-01T03:00:00.123Z","level":"info","message":"run started","job":"sunset","run":17}`.
///
/// Metadata are members of the object itself. A number that is given as such (`.stringConvertible(17)`) is a number there. Addresses
/// of contacts have `‹email›` in their places.
public struct JSONLogHandler: LogHandler {
    public var logLevel = Logger.Level.info
    public var metadata = Logger.Metadata()
    public var metadataProvider: Logger.MetadataProvider?
    private let output: LineOutput

    /// Handlers of one process share their output, so that no line is written into another.
    public init(_ output: LineOutput) {
        self.output = output
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        output.write(LogRecord(event, metadata: metadata, provider: metadataProvider).json)
    }
}
