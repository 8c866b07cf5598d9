public import Contacts
public import Logging

/// Writes a log for people: `03:00:00 info  sunset run 17 started`. Addresses of contacts have `‹email›` in their places.
public struct TextLogHandler: LogHandler {
    public var logLevel = Logger.Level.info
    public var metadata = Logger.Metadata()
    public var metadataProvider: Logger.MetadataProvider?
    private let output: LineOutput
    private let zone: Zone

    /// Handlers of one process share their output, so that no line is written into another. The zone is that of the times.
    public init(_ output: LineOutput, zone: Zone = .utc) {
        self.output = output
        self.zone = zone
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        output.write(LogRecord(event, metadata: metadata, provider: metadataProvider).text(in: zone))
    }
}
