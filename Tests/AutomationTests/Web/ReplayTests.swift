import ContactStore
import Contacts
import Foundation
import Testing

@testable import Automation

/// A run is planned again with what it was told, and nobody is asked.
struct ReplayTests {
    private let settings = "http:\n  hosts: [127.0.0.1]\n"

    private func number(_ outcome: RunOutcome) throws -> Int64 {
        switch outcome {
        case .committed(let record, _), .refused(let record, _): record.id
        }
    }

    @Test func theAnswersAreThoseOfTheRun() throws {
        let server = try LocalServer { request, count in (200, "X-Kind: k\(count)\r\n", "\(request.path) \(count)") }
        let fixture = try TemporaryWorkspace(configuration: settings)
        let source = """
            for _, path in ipairs { "/a", "/b", "/a" } do
              local r = http.get("\(server.url)" .. path)
              print(r.status, r.body, r.headers["x-kind"])
            end
            print(time.now(), args.who, math.random(1000000))
            contact.get("ann@example.com").fields.plan = http.get("\(server.url)/a").body
            """
        let run = try number(try fixture.runner { $0.arguments = ["who": "me"] }.run(fixture.script(source)))
        let first = fixture.printed
        #expect(server.received.count == 4)
        let later = fixture.runner {
            $0.now = nil
            $0.arguments = [:]
        }
        let plan = try later.plan(fixture.script(source), replaying: run)
        #expect(fixture.printed == first + first)
        #expect(server.received.count == 4, "nobody was asked")
        #expect(plan.summary.changed == 0, "today's contact has the value already")
        // What the options say comes first.
        _ = try fixture.runner { $0.arguments = ["who": "you"] }.plan(fixture.script("print(args.who, args.when)"), replaying: run)
        #expect(fixture.printed.last == "you\tnil")
        #expect(fixture.log.last?.message == "the script has not asked for 4 answers that run \(run) was given")
    }

    @Test func whatWasNotAskedThenIsAnError() throws {
        let server = try LocalServer { _, _ in (200, "", "x") }
        let fixture = try TemporaryWorkspace(configuration: settings)
        let run = try number(try fixture.run("http.get '\(server.url)/a'"))
        func message(_ source: String) throws -> String? {
            do {
                _ = try fixture.runner().plan(fixture.script(source), replaying: run)
                return nil
            } catch let error as RunError {
                return error.description
            }
        }
        #expect(
            try message("\nhttp.get '\(server.url)/b'")
                == "test.lua:2: GET \(server.url)/b: run \(run) has recorded no answer to it, and its replay asks nobody")
        #expect(
            try message("http.get '\(server.url)/a'\nhttp.get '\(server.url)/a'")
                == "test.lua:2: GET \(server.url)/a: run \(run) has recorded no answer to it, and its replay asks nobody")
        #expect(server.received.count == 1)
    }

    @Test func failuresAreReplayedToo() throws {
        let fixture = try TemporaryWorkspace(configuration: settings)
        let source = "print(select(2, pcall(http.get, 'http://127.0.0.1:1/')))"
        let run = try number(try fixture.run(source))
        _ = try fixture.runner().plan(fixture.script(source), replaying: run)
        #expect(fixture.printed.count == 2 && Set(fixture.printed).count == 1)
        #expect(fixture.printed.first?.hasSuffix("GET http://127.0.0.1:1/: no connection (connection refused)") ?? false)
    }

    /// What it takes to find out why a run failed.
    @Test func runsThatFailedOrWereRefusedKeepTheirAnswers() throws {
        let server = try LocalServer { _, count in (200, "", "answer \(count)") }
        let fixture = try TemporaryWorkspace(configuration: settings)
        let source = "local r = http.get('\(server.url)/') print(r.body) "
        #expect(throws: RunError.self) { try fixture.run(source + "error 'no'") }
        let failed = try #require(try fixture.workspace.store.runs(limit: 1).first)
        #expect(failed.status == .failed)
        let refused = try number(
            try fixture.run("job { guard = { changes = 0 } } " + source + "contact.get('ann@example.com').fields.plan = 'x'"))
        for run in [failed.id, refused] { _ = try fixture.runner().plan(fixture.script(source), replaying: run) }
        #expect(fixture.printed == ["answer 1", "answer 2", "answer 1", "answer 2"])
        #expect(server.received.count == 2)
    }

    @Test func secretsAreRecordedByName() throws {
        let server = try LocalServer { request, _ in (200, "X-Token: \(request.headers["x"] ?? "")\r\n", request.headers["x"] ?? "") }
        let fixture = try TemporaryWorkspace(configuration: settings)
        try HTTPTests.secrets(fixture, "token: s3cr3t-value\n")
        let source = """
            local r = http.get("\(server.url)/?t=" .. secret.token, { headers = { X = secret.token } })
            assert(r.body == secret.token and r.headers["x-token"] == secret.token)
            """
        let run = try number(try fixture.run(source))
        let recorded = try #require(try fixture.workspace.store.recording(of: run)?.exchanges.first)
        #expect(recorded.url == "\(server.url)/?t=[secret token]" && recorded.body == "{{secret token}}")
        #expect(recorded.headers.contains(OutboxRequest.Header("x-token", "{{secret token}}")))
        _ = try fixture.runner().plan(fixture.script(source), replaying: run)
        #expect(server.received.count == 1)
    }

    @Test func anErasureTakesTheAnswers() throws {
        let server = try LocalServer { request, _ in (200, request.path == "/h" ? "X-Who: ann@example.com\r\n" : "", request.body) }
        let fixture = try TemporaryWorkspace(configuration: settings)
        let run = try number(
            try fixture.run("http.get '\(server.url)/?who=ann%40example.com' http.get '\(server.url)/h' http.get '\(server.url)/c'"))
        try fixture.run("job { guard = { deletes = 10 } } contact.get('ann@example.com'):erase()")
        let recording = try #require(try fixture.workspace.store.recording(of: run))
        #expect(recording.exchanges.map(\.url) == ["[erased]", "[erased]", "\(server.url)/c"])
        #expect(recording.exchanges.allSatisfy { !$0.headers.contains { $0.value.contains("ann") } })
    }

    @Test func onlyRunsOfScriptsAreReplayed() throws {
        let fixture = try TemporaryWorkspace(configuration: settings)
        #expect(throws: CommitError.noSuchRun(99)) { try fixture.runner().plan(fixture.script(""), replaying: 99) }
        #expect(throws: ReplayError.ofNoScript(run: 1, kind: "import")) { try fixture.runner().plan(fixture.script(""), replaying: 1) }
    }
}
