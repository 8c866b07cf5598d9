import Automation
import Contacts
import Formats
import Foundation
import Glibc
import Synchronization
import Testing

@testable import Scheduler

struct RunLogTests {
    /// What a script logs, by way of a run: entries are made by nobody else.
    private static func run(_ source: String, in workspace: Workspace, into log: RunLog) throws {
        var options = RunOptions()
        options.log = { log.write($0) }
        options.print = { log.print($0) }
        _ = try ScriptRunner(workspace: workspace, options: options).plan(Script(name: "sunset.lua", source: source))
    }

    @Test func whatAScriptSaysIsInTheFile() throws {
        let folder = try ScratchFolder()
        let workspace = try Workspace.create(at: folder.path)
        let logs = RunLogs(of: workspace)
        let log = try logs.open(17)
        let source = "log.info('idle', { count = 3, share = 0.5, who = 'ann@example.com', ok = true })\nprint('mail ann@example.com')"
        try Self.run(source, in: workspace, into: log)
        log.note(.error, "the worker was lost")
        let lines = try folder.lines(".lunation/logs/17.jsonl")
        #expect(
            lines.map { $0.drop { $0 != "," } } == [
                #","level":"info","message":"idle","fields":{"count":3,"ok":true,"share":0.5,"who":"‹email›"},"script":"sunset.lua","line":1}"#,
                #","level":"print","message":"mail ‹email›","fields":{}}"#,
                #","level":"error","message":"the worker was lost","fields":{}}"#,
            ])
        #expect(
            lines.map { RunLogLine($0)?.text } == [
                "info: idle count=3 ok=true share=0.5 who=‹email› (sunset.lua:1)", "mail ‹email›", "error: the worker was lost",
            ])
        #expect(lines.allSatisfy { RunLogLine($0)?.json == $0 })
        #expect(try folder.permissions(".lunation/logs/17.jsonl") == 0o600)
        #expect(try folder.permissions(".lunation/logs") == 0o700)
        #expect(log.problem == nil)
    }

    @Test func anotherAttemptGoesOnBehindHalfALine() throws {
        let folder = try ScratchFolder()
        let logs = RunLogs(folder: folder.path + "/logs")
        try logs.open(1).print("first")
        let descriptor = open(logs.path(of: 1), O_WRONLY | O_APPEND)
        write(descriptor, "{\"ts\":", 6)
        close(descriptor)
        try logs.open(1).print("second")
        let lines = try folder.lines("logs/1.jsonl")
        #expect(lines.map { RunLogLine($0)?.message } == ["first", nil, "second"])
    }

    @Test func aFullDiskStopsNothing() throws {
        let log = try RunLog(path: "/dev/full")
        log.print("lost")
        #expect(log.problem == "No space left on device")
    }

    @Test func aFolderThatCannotBeMadeIsTold() {
        #expect(throws: WorkspaceError.unwritable(path: "/dev/null/logs", reason: "Not a directory")) {
            try RunLogs(folder: "/dev/null/logs").open(1)
        }
    }

    @Test(arguments: [
        (8, "öö\n"), (9, "two\nöö\n"), (13, "one\ntwo\nöö\n"), (100, "one\ntwo\nöö\n"), (5, "öö\n"), (4, "ö\n"), (0, ""),
    ])
    func theTailIsOfWholeLines(_ limit: Int, _ expected: String) throws {
        let folder = try ScratchFolder()
        let text = "one\ntwo\nöö\n"
        try text.write(toFile: folder.path + "/1.jsonl", atomically: true, encoding: .utf8)
        #expect(LogTail.of(text, bytes: limit) == expected)
        #expect(RunLogs(folder: folder.path).tail(of: 1, bytes: limit) == expected)
    }

    @Test func whereThereIsNoLogThereIsNoTail() {
        #expect(RunLogs(folder: "/nowhere").tail(of: 1, bytes: 100) == "")
    }

    @Test func pruningGoesByAge() throws {
        let folder = try ScratchFolder()
        let names = ["1.jsonl", "2.jsonl", "contacts.jsonl", "3.txt"]
        for (index, name) in names.enumerated() {
            let path = folder.path + "/" + name
            try "x\n".write(toFile: path, atomically: true, encoding: .utf8)
            let date = Date(timeIntervalSince1970: index == 1 ? 2_000 : 1_000)
            try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
        }
        #expect(RunLogs(folder: folder.path).prune(olderThan: Timestamp(milliseconds: 2_000_000)) == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["2.jsonl", "3.txt", "contacts.jsonl"])
        #expect(RunLogs(folder: "/nowhere").prune(olderThan: Timestamp(milliseconds: 0)) == 0)
    }

    @Test func aReaderFollowsUntilTheRunIsOver() throws {
        let folder = try ScratchFolder()
        let logs = RunLogs(folder: folder.path + "/logs")
        let isOver = Atomic(false)
        let seen = Mutex<[String]>([])
        let done = DispatchSemaphore(value: 0)
        var reader = logs.reader(of: 1)
        reader.interval = .milliseconds(1)
        Thread.detachNewThread { [reader] in
            let take: (String) -> Void = { line in seen.withLock { $0.append(RunLogLine(line)?.message ?? "") } }
            reader.follow(until: { isOver.load(ordering: .sequentiallyConsistent) }, take)
            done.signal()
        }
        // The file comes after the reader.
        let log = try logs.open(1)
        log.print("one")
        #expect(Patience.until { seen.withLock { $0 } == ["one"] })
        let long = String(repeating: "x", count: 200_000)
        log.print(long)
        log.print("two")
        #expect(Patience.until { seen.withLock { $0.count } == 3 })
        log.print("last")
        isOver.store(true, ordering: .sequentiallyConsistent)
        #expect(done.wait(timeout: .now() + 120) == .success)
        #expect(seen.withLock { $0 } == ["one", long, "two", "last"])
    }

    @Test func whatWasWrittenBeforeTheEndIsReadAfterIt() throws {
        let folder = try ScratchFolder()
        let logs = RunLogs(folder: folder.path)
        let log = try logs.open(1)
        for number in 0..<1_000 { log.print("\(number)") }
        var seen: [String] = []
        logs.reader(of: 1).follow(until: { true }, { seen.append(RunLogLine($0)?.message ?? "") })
        #expect(seen == (0..<1_000).map(String.init))
    }
}
