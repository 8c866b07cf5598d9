import Contacts
import Formats
import Foundation
import Logging
import Testing

@testable import Scheduler

struct LogHandlerTests {
    private static let at = Timestamp(milliseconds: 1_780_282_800_123)

    private static func record(_ message: Logger.Message, _ level: Logger.Level = .info, _ metadata: Logger.Metadata = [:]) -> LogRecord {
        let event = LogEvent(level: level, message: message, metadata: metadata, source: "Test", file: "f", function: "f", line: 1)
        return LogRecord(event, metadata: [:], provider: nil, at: at)
    }

    @Test func aLineIsAnObjectWithItsMetadataInIt() {
        let record = Self.record(
            "run started", .notice,
            ["run": .stringConvertible(17), "job": "sunset", "share": .stringConvertible(0.5), "late": .stringConvertible(true)])
        let line =
            #"{"ts":"2026-06-01T03:00:00.123Z","level":"notice","message":"run started","#
            + #""job":"sunset","late":true,"run":17,"share":0.5}"#
        #expect(record.json == line)
    }

    @Test func whatIsNestedStaysNested() {
        let record = Self.record(
            "x", .info, ["list": ["a", .stringConvertible(1)], "map": ["b": "c", "a": .stringConvertible(UInt64.max)]])
        #expect(record.json.hasSuffix(#""list":["a",1],"map":{"a":"18446744073709551615","b":"c"}}"#))
    }

    /// Metadata that are named as the line's own members lose nothing.
    @Test func theLinesOwnMembersStay() {
        let record = Self.record("said", .info, ["message": "other", "ts": "now"])
        #expect(record.json == #"{"ts":"2026-06-01T03:00:00.123Z","level":"info","message":"said","message_":"other","ts_":"now"}"#)
    }

    @Test func noAddressGetsIn() {
        let record = Self.record(
            "mail to ann@example.com", .error,
            ["to": "ann@example.com", "all": ["bob@example.com"], "map": ["cyd@example.com": "x"], "dee@example.com": "y"])
        #expect(!record.json.contains("example.com") && !record.text(in: .utc).contains("example.com"))
        #expect(record.json.contains("mail to ‹email›"))
    }

    @Test func metadataComeFromHandlerProviderAndEvent() throws {
        let file = try LogFile()
        var log = Logger(label: "test") { _ in
            var handler = JSONLogHandler(file.output)
            handler.metadataProvider = Logger.MetadataProvider { ["b": "provider", "c": "provider"] }
            return handler
        }
        log[metadataKey: "a"] = "handler"
        log[metadataKey: "b"] = "handler"
        log.info("first", metadata: ["c": "event"])
        log.debug("not shown")
        log.logLevel = .debug
        log.debug("second\nline")
        #expect(
            try file.lines.map { $0.drop { $0 != "," } } == [
                #","level":"info","message":"first","a":"handler","b":"provider","c":"event"}"#,
                #","level":"debug","message":"second\nline","a":"handler","b":"provider","c":"provider"}"#,
            ])
    }

    @Test func textIsForPeople() throws {
        let berlin = try #require(Zone("Europe/Berlin"))
        let metadata: Logger.Metadata = ["job": "sunset", "run": .stringConvertible(17), "attempt": .stringConvertible(2)]
        #expect(Self.record("sunset run 17 started").text(in: .utc) == "03:00:00 info  sunset run 17 started")
        #expect(
            Self.record("sunset run 17 started", .warning, metadata).text(in: berlin) == "05:00:00 warn  sunset run 17 started attempt=2")
    }

    /// A terminal obeys escape sequences, and a line is one.
    @Test func textIsOneLineWithoutCommands() {
        #expect(Self.record("a\u{1b}[31m\nb\u{202E}c").text(in: .utc) == "03:00:00 info  a\\u{1b}[31m\\nb\\u{202e}c")
    }

    @Test func linesOfManyThreadsStayWhole() throws {
        let file = try LogFile()
        let (threads, count) = (8, 250)
        let filler = String(repeating: "x", count: 5_000)
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
            let log = Logger(label: "test") { _ in JSONLogHandler(file.output) }
            for line in 0..<count {
                log.info("\(filler)", metadata: ["thread": .stringConvertible(thread), "line": .stringConvertible(line)])
            }
        }
        let values = try file.values
        #expect(values.count == threads * count)
        for thread in 0..<threads {
            let lines = values.filter { $0["thread"]?.integerValue == Int64(thread) }.compactMap { $0["line"]?.integerValue }
            #expect(lines == (0..<Int64(count)).map { $0 })
        }
    }
}
