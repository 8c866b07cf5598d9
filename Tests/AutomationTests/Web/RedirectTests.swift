import ContactStore
import Contacts
import Testing

@testable import Automation

/// Redirections of a `GET`: each is a request like the first.
struct RedirectTests {
    private func fixture(_ hosts: String = "127.0.0.1") throws -> TemporaryWorkspace {
        try TemporaryWorkspace(configuration: "http:\n  hosts: [\(hosts)]\n")
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func aGetGoesOn(_ status: Int) throws {
        let server = try LocalServer { request, _ in request.path == "/new?a=1" ? (200, "", "here") : (status, "Location: new?a=1\r\n", "")
        }
        let fixture = try fixture()
        try fixture.run("local r = http.get('\(server.url)/old', { headers = { Authorization = 'Bearer t' } }) print(r.status, r.body)")
        #expect(fixture.printed == ["200\there"])
        #expect(server.received.map { "\($0.path) \($0.headers["authorization"] ?? "")" } == ["/old Bearer t", "/new?a=1 Bearer t"])
    }

    @Test func withoutAPlaceItIsAnAnswer() throws {
        let server = try LocalServer { request, _ in
            (request.path == "/300" ? 300 : 302, request.path == "/300" ? "Location: /\r\n" : "", "")
        }
        let fixture = try fixture()
        try fixture.run("print(http.get('\(server.url)/a').status, http.get('\(server.url)/300').status)")
        #expect(fixture.printed == ["302\t300"])
    }

    /// Whatever header may be a token is not for another host to see, and another port is another host.
    @Test func anotherHostSeesNoTokens() throws {
        let other = try LocalServer { _, _ in (200, "", "") }
        let server = try LocalServer { _, _ in (302, "Location: \(other.url)/x\r\n", "") }
        try fixture().run(
            """
            http.get("\(server.url)/", { headers = { Authorization = "a", ["X-Api-Key"] = "b", Cookie = "c", Accept = "text/csv" } })
            """)
        let headers = try #require(other.received.first).headers
        #expect(headers["accept"] == "text/csv")
        #expect(headers["authorization"] == nil && headers["x-api-key"] == nil && headers["cookie"] == nil)
    }

    @Test func fiveAreFollowed() throws {
        let server = try LocalServer { request, _ in
            let step = Int(request.path.dropFirst()) ?? 0
            return step > 0 ? (302, "Location: /\(step - 1)\r\n", "") : (200, "", "")
        }
        let fixture = try fixture()
        #expect(try fixture.message("assert(http.get('\(server.url)/5').status == 200)") == nil)
        #expect(
            try fixture.message("http.get('\(server.url)/6')") == "test.lua:1: GET \(server.url)/6: it is redirected more than 5 times")
        #expect(
            try fixture.message("http.get('\(server.url)/99')") == "test.lua:1: GET \(server.url)/99: it is redirected more than 5 times")
    }

    @Test(arguments: [
        ("http://evil.example/", "it is redirected: host 'evil.example' is not allowed; add it to http: hosts: in lunation.yml"),
        (
            "http://[::1]/", "it is redirected: host '::1' is not allowed; add it to http: hosts: in lunation.yml"
        ),
        (
            "http://127.1/",
            "it is redirected elsewhere than to a host: the URL's host is no name and no address; a name is written in ASCII (xn--… where "
                + "it has other letters), an address as 192.0.2.1 or [2001:db8::1]"
        ),
        ("file:///etc/passwd", "it is redirected elsewhere than to a host: a URL starts with https:// or http://"),
        (
            "http://127.0.0.1@evil.example/",
            "it is redirected elsewhere than to a host: the URL has no host, or something beside it; send credentials in a header"
        ),
    ])
    func eachIsCheckedLikeTheFirst(_ place: String, _ words: String) throws {
        let server = try LocalServer { _, _ in (302, "Location: \(place)\r\n", "") }
        #expect(try fixture("127.0.0.1").message("http.get('\(server.url)/')") == "test.lua:1: GET \(server.url)/: \(words)")
        #expect(server.received.count == 1)
    }

    /// To a name that leads inside.
    @Test func theAddressIsCheckedToo() throws {
        let server = try LocalServer { _, _ in (200, "", "") }
        let first = try LocalServer { _, _ in (302, "Location: http://localhost:\(server.port)/\r\n", "") }
        let message = try fixture("127.0.0.1, localhost").message("http.get('\(first.url)/')")
        #expect(message?.contains("a loopback address; where scripts are meant to go there") ?? false)
        #expect(server.received.isEmpty)
    }

    @Test func nothingGoesFromTLSToPlainText() throws {
        let client = Answers([WebResponse(status: 301, headers: [OutboxRequest.Header("location", "http://example.com/")])])
        #expect(throws: WebError.refused("it is redirected from https to http")) {
            try RedirectFollower(client).send(WebRequest(method: "GET", url: "https://example.com/"))
        }
    }

    /// What changes something is not sent elsewhere.
    @Test func writesAreNotFollowed() throws {
        let server = try LocalServer { _, _ in (307, "Location: /other\r\n", "") }
        let fixture = try fixture()
        try fixture.run("http.post('\(server.url)/x', { key = 'k' })")
        let item = try #require(try fixture.workspace.store.outbox().first)
        #expect(item.status == .failed && item.error == "answered 307")
        #expect(server.received.map(\.path) == ["/x"])
    }
}

/// Answers one after the other.
private final class Answers: WebClient, @unchecked Sendable {
    private var left: [WebResponse]

    init(_ answers: [WebResponse]) {
        left = answers
    }

    func send(_ request: WebRequest) throws -> WebResponse { left.removeFirst() }
}
