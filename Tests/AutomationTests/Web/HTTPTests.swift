import Automation
import ContactStore
import Contacts
import Foundation
import Testing

/// `http` over real sockets: reads are answered at once, writes leave with the commit and never without it.
struct HTTPTests {
    private func fixture(_ settings: String = "http:\n  hosts: [127.0.0.1]\n") throws -> TemporaryWorkspace {
        try TemporaryWorkspace(configuration: settings)
    }

    @Test func getAnswersNowAndIsKeptWithTheRun() throws {
        let server = try LocalServer { request, _ in (200, "X-Kind: \(request.headers["x-ask"] ?? "")\r\n", "{\"plan\":\"gold\"}") }
        let fixture = try fixture()
        try fixture.run(
            """
            local r = http.get("\(server.url)/plans?id=7", { headers = { ["X-Ask"] = "yes" }, timeout = "5s" })
            print(r.status, r.headers["x-kind"], json.decode(r.body).plan)
            contact.get("ann@example.com").fields.plan = json.decode(r.body).plan
            """)
        #expect(fixture.printed == ["200\tyes\tgold"])
        #expect(server.received.map { "\($0.method) \($0.path)" } == ["GET /plans?id=7"])
    }

    @Test func writesLeaveWithTheCommitAlone() throws {
        let server = try LocalServer { _, _ in (201, "", "") }
        let fixture = try fixture()
        let source = """
            local sent = http.post("\(server.url)/welcome", { json = { to = "ann", n = 2 }, key = "welcome-ann" })
            print(sent)
            contact.get("ann@example.com").fields.plan = "gold"
            """
        let plan = try fixture.plan(source)
        #expect(plan.summary.requests == [RequestGroup(target: "POST 127.0.0.1:\(server.port)", count: 1)])
        #expect(plan.requests.map(\.url) == ["\(server.url)/welcome"])
        #expect(throws: RunError.self) { try fixture.run(source + "error 'no'") }
        guard case .refused = try fixture.run("job { guard = { requests = 0 } } " + source) else {
            Issue.record("not refused")
            return
        }
        #expect(server.received.isEmpty)
        try fixture.run(source)
        let request = try #require(server.received.first)
        #expect(request.method == "POST" && request.body == #"{"n":2,"to":"ann"}"#)
        #expect(request.headers["idempotency-key"] == "welcome-ann" && request.headers["content-type"] == "application/json")
        // The key has been used: nothing is sent again, by any run.
        try fixture.run(source)
        #expect(server.received.count == 1)
        #expect(fixture.printed.suffix(2) == ["true", "false"])
        let item = try #require(try fixture.workspace.store.outbox().first)
        #expect(item.status == .sent && item.request.body == nil && item.response == 201)
    }

    @Test func whoRefusesAConnectionIsNotWaitedFor() throws {
        let fixture = try fixture()
        // Nobody listens at the port of "discard".
        try fixture.run("http.post('http://127.0.0.1:9/', { key = 'a' })")
        let item = try #require(try fixture.workspace.store.outbox().first)
        #expect(item.status == .pending)
        #expect(item.error == "no connection (connection refused)", "and not that no answer came in time")
    }

    @Test func failuresAreTriedAgainAndRefusalsAreNot() throws {
        let server = try LocalServer { request, count in (request.path == "/no" ? 422 : count < 3 ? 503 : 200, "", "") }
        let fixture = try fixture()
        try fixture.run("http.post('\(server.url)/busy', { key = 'a' }) http.delete('\(server.url)/no', { key = 'b' })")
        #expect(
            fixture.log.map(\.message) == [
                "1 request not sent yet: 'lunation outbox' says why, 'lunation outbox send' or the next run tries again",
                "1 request refused: 'lunation outbox' says why",
            ])
        let store = fixture.workspace.store
        #expect(try store.outbox().map { "\($0.status.rawValue) \($0.error ?? "")" } == ["pending answered 503", "failed answered 422"])
        // Not due yet: nobody sends it before its time.
        #expect(try RequestSender(workspace: fixture.workspace).send().isEmpty)
        let later = Timestamp(milliseconds: try #require(try store.outbox(.pending).first).nextAt.milliseconds)
        #expect(try store.claimRequest(at: later)?.attempts == 1)
        #expect(try store.claimRequest(at: later) == nil, "one that is being sent is nobody else's")
    }

    @Test func anUndoTakesBackWhatHasNotLeft() throws {
        let fixture = try fixture()
        // Nobody listens there.
        guard case .committed(let record, _) = try fixture.run("http.post('http://127.0.0.1:1/x', { body = 'b' })") else { return }
        #expect(try fixture.workspace.store.outbox().first?.error == "no connection (connection refused)")
        guard case .committed(_, _, let report) = try Undoer(workspace: fixture.workspace).undo(record.id, now: fixture.now) else {
            Issue.record("not undone")
            return
        }
        #expect(report.retractableRequests == 1 && report.sentRequests == 0)
        #expect(try fixture.workspace.store.outbox().map(\.status) == [.retracted])
    }

    /// What an undo took back may be asked for again, with its key.
    @Test func aRetractedKeyIsFreeAgain() throws {
        let fixture = try fixture()
        let source = "print(http.post('http://127.0.0.1:1/x', { key = 'k' }))"
        guard case .committed(let record, _) = try fixture.run(source) else { return }
        _ = try Undoer(workspace: fixture.workspace).undo(record.id, now: fixture.now)
        try fixture.run(source)
        #expect(fixture.printed == ["true", "true"])
        #expect(try fixture.workspace.store.outbox().map(\.status) == [.pending])
    }

    /// What a contact has typed is never taken for a secret's mark, and secrets are found as JSON writes them too.
    @Test func marksInContactDataStayTexts() throws {
        let server = try LocalServer { _, _ in (200, "", "") }
        let fixture = try fixture()
        try Self.secrets(fixture, "token: 'ab\"cd\\1234'\n")
        try fixture.run(
            """
            contact.get("ann@example.com").fields.plan = "{{secret token}} {{braces}} {{ }}"
            local c = contact.get "ann@example.com"
            http.post("\(server.url)/x", { json = { name = c.fields.plan, token = secret.token }, key = "k" })
            """)
        let body = try #require(server.received.first?.body)
        #expect(body == #"{"name":"{{secret token}} {{braces}} {{ }}","token":"ab\"cd\\1234"}"#)
    }

    @Test func aSavedPlanSendsWhenItIsApplied() throws {
        let server = try LocalServer { _, _ in (200, "", "") }
        let fixture = try fixture()
        let path = fixture.workspace.path + "/plan.json"
        let script = fixture.script("http.put('\(server.url)/x', { body = 'b', headers = { A = '1' }, key = 'k' })")
        _ = try fixture.runner().plan(script, savingTo: path)
        #expect(server.received.isEmpty)
        _ = try PlanApplier(workspace: fixture.workspace).apply(path)
        #expect(server.received.map { "\($0.method) \($0.body) \($0.headers["a"] ?? "")" } == ["PUT b 1"])
    }

    @Test(arguments: [
        ("http.get 'https://example.com/'", "host 'example.com' is not allowed; add it to http: hosts: in lunation.yml"),
        (
            "http.get 'http://127.0.0.2/'",
            "host '127.0.0.2' is not allowed (did you mean '127.0.0.1'?); add it to http: hosts: in lunation.yml"
        ),
        ("http.get 'http://127.0.0.1@evil.example/'", "the URL has no host, or something beside it; send credentials in a header"),
        ("http.get 'file:///etc/passwd'", "a URL starts with https:// or http://"),
        ("http.get('http://127.0.0.1:1/')", "GET http://127.0.0.1:1/: no connection (connection refused)"),
        ("http.post('http://127.0.0.1/', { bdy = 'x' })", "no option 'bdy' (did you mean 'body'?)"),
        ("http.get('http://127.0.0.1/', { body = 'x' })", "a GET request takes no 'body'"),
        ("http.post('http://127.0.0.1/', { headers = { A = 'x\\nB: y' } })", "header 'A' is no text of one line"),
        ("http.get('http://127.0.0.1/', { timeout = 'soon' })", "'soon' is no time such as 10s or 1m"),
        ("print(secret.tokn)", "no secret 'tokn' (did you mean 'token'?); put it into secrets.yml or LUNATION_SECRET_TOKN"),
    ])
    func slipsAreExplained(_ source: String, _ message: String) throws {
        let fixture = try fixture()
        try Self.secrets(fixture, "token: s3cr3t-value\n")
        #expect(try fixture.message(source) == "test.lua:1: " + message)
    }

    /// Host patterns.
    @Test(arguments: [
        ("*.example.com", "https://api.example.com/", true), ("*.example.com", "https://example.com/", false),
        ("*.example.com", "https://evilexample.com/", false), ("api.example.com", "https://api.example.com:8443/", true),
        ("api.example.com:8443", "https://api.example.com:8443/x", true), ("api.example.com:8443", "https://api.example.com/x", false),
        ("api.example.com", "https://API.example.com?x=1", true), ("api.example.com", "https://api.example.com.evil.org/", false),
    ])
    func hostsAreAllowedByPattern(_ pattern: String, _ url: String, _ isAllowed: Bool) throws {
        let fixture = try fixture("http:\n  hosts: ['\(pattern)']\n")
        let message = try fixture.message("http.post('\(url)')")
        #expect((message == nil) == isAllowed)
    }

    static func secrets(_ fixture: TemporaryWorkspace, _ text: String) throws {
        let path = try fixture.write(text, "secrets.yml")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }

    /// A secret goes out over the wire and is shown and stored nowhere.
    @Test func secretsAreSentAndNotShown() throws {
        let server = try LocalServer { _, _ in (503, "", "") }
        let fixture = try fixture()
        try Self.secrets(fixture, "token: s3cr3t-value\n")
        try fixture.run(
            """
            print("it is " .. secret.token, secret.TOKEN == secret.token)
            log.info("token " .. secret.token, { token = secret.token })
            http.post("\(server.url)/x?t=" .. secret.token, { headers = { Authorization = "Bearer " .. secret.token } })
            """)
        #expect(fixture.printed == ["it is [secret token]\ttrue"])
        #expect(fixture.log.first?.message == "token [secret token]" && fixture.log.first?.fields["token"] == .text("[secret token]"))
        #expect(server.received.first?.headers["authorization"] == "Bearer s3cr3t-value")
        #expect(server.received.first?.path == "/x?t=s3cr3t-value")
        #expect(try fixture.message("error('with ' .. secret.token)") == "test.lua:1: with [secret token]")
        for file in try FileManager.default.contentsOfDirectory(atPath: fixture.workspace.path) where file.hasPrefix("contacts.db") {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: fixture.workspace.path + "/" + file))
            #expect(bytes.range(of: Data("s3cr3t-value".utf8)) == nil, "\(file) holds the secret")
        }
    }

    @Test func aSecretsFileIsItsOwnersAlone() throws {
        let fixture = try fixture()
        let path = try fixture.write("token: x\n", "secrets.yml")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(
            throws: WorkspaceError.badConfiguration(path: path, reason: "others can read it; make it yours alone with: chmod 600 \(path)")
        ) {
            try fixture.plan("print(1)")
        }
    }
}
