import ContactStore
import Contacts
import Foundation
import Testing

@testable import Automation

/// Where a request gets to, over real sockets: to an address that was looked at, and to no other.
struct ReachTests {
    private func message(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return String(describing: error)
        }
    }

    private let named = AllowedHosts(["crm.example"])

    @Test(arguments: [
        ("127.0.0.1", "its host is at 127.0.0.1, a loopback address"), ("10.0.0.7", "its host is at 10.0.0.7, a private address"),
        ("169.254.169.254", "its host is at 169.254.169.254, a link-local address"),
        ("::ffff:127.0.0.1", "its host is at ::ffff:127.0.0.1, a loopback address"), ("::1", "its host is at ::1, a loopback address"),
        ("100.64.1.1", "its host is at 100.64.1.1, a private address"), ("0.0.0.0", "its host is at 0.0.0.0, an address of this machine"),
        ("224.0.0.1", "its host is at 224.0.0.1, a multicast address"),
        ("168.63.129.16", "its host is at 168.63.129.16, an address of a cloud's own services"),
        ("203.0.113.1", "its host is at 203.0.113.1, a reserved address"),
    ])
    func aNameThatLeadsInsideIsRefused(_ address: String, _ words: String) throws {
        let client = NetworkClient(resolver: ScriptedResolver(["crm.example": [[address]]]))
        let refused = message { _ = try client.send(WebRequest(method: "GET", url: "http://crm.example:9/", reach: named)) }
        #expect(refused == words + "; where scripts are meant to go there, add it to http: private: in lunation.yml")
    }

    /// A name that leads outside when it is looked at and inside a moment later gets no second look.
    @Test func theAddressThatWasLookedAtIsTheOneThatIsReached() throws {
        let inside = try LocalServer { _, _ in (200, "", "inside") }
        let outside = try LocalServer(address: "127.0.0.2", port: inside.port) { request, _ in (200, "", request.headers["host"] ?? "") }
        let resolver = ScriptedResolver(["crm.example": [["127.0.0.2"], ["127.0.0.1"]]])
        let client = NetworkClient(resolver: resolver)
        let reach = AllowedHosts(["crm.example"], privateBlocks: [try #require(AddressBlock("127.0.0.2"))])
        let request = WebRequest(method: "GET", url: "http://CRM.example:\(inside.port)/x", reach: reach)
        #expect(try client.send(request).body == "crm.example:\(inside.port)", "the name stays in the request")
        #expect(resolver.count == 1)
        // The next one is looked at again, whatever connection is still open.
        let refused = message { _ = try client.send(request) }
        #expect(refused?.hasPrefix("its host is at 127.0.0.1, a loopback address;") ?? false)
        #expect(inside.received.isEmpty && outside.received.count == 1)
    }

    @Test func ofSeveralAddressesThoseInsideAreLeftOut() throws {
        let inside = try LocalServer { _, _ in (200, "", "inside") }
        let outside = try LocalServer(address: "127.0.0.2", port: inside.port) { _, _ in (200, "", "outside") }
        // Nobody listens at the second: the third has its turn.
        let client = NetworkClient(resolver: ScriptedResolver(["crm.example": [["127.0.0.1", "127.0.0.3", "127.0.0.2"]]]))
        let blocks = ["127.0.0.2", "127.0.0.3"].compactMap { AddressBlock($0) }
        let request = WebRequest(
            method: "POST", url: "http://crm.example:\(inside.port)/", body: "b",
            reach: AllowedHosts(["crm.example"], privateBlocks: blocks))
        #expect(try client.send(request).body == "outside")
        #expect(inside.received.isEmpty && outside.received.map(\.body) == ["b"])
    }

    /// Over TLS the name goes out, and is what the certificate is held against.
    @Test func theNameIsWhatTLSIsTold() throws {
        let server = try SilentServer(hangsUp: true)
        let client = NetworkClient(resolver: ScriptedResolver(["crm.example": [["127.0.0.1"]]]))
        let failed = message { _ = try client.send(WebRequest(method: "GET", url: "https://crm.example:\(server.port)/")) }
        #expect(failed?.hasPrefix("no connection") ?? false)
        #expect(server.received.firstRange(of: Data("crm.example".utf8)) != nil)
    }

    @Test func theSystemResolvesItsOwnName() throws {
        let server = try LocalServer { _, _ in (200, "", "here") }
        let client = NetworkClient()
        let url = "http://localhost:\(server.port)/"
        let refused = message { _ = try client.send(WebRequest(method: "GET", url: url, reach: AllowedHosts(["localhost"]))) }
        #expect(refused?.contains("a loopback address; where scripts are meant to go there, add it to http: private:") ?? false)
        let blocks = ["127.0.0.0/8", "::1"].compactMap { AddressBlock($0) }
        let request = WebRequest(method: "GET", url: url, reach: AllowedHosts(["localhost"], privateBlocks: blocks))
        #expect(try client.send(request).body == "here")
        // Whoever wrote the settings has chosen this one.
        #expect(try client.send(WebRequest(method: "GET", url: url)).body == "here")
        let unknown = message { _ = try client.send(WebRequest(method: "GET", url: "http://no-such-host.invalid/")) }
        #expect(unknown == "no connection (unknown host)")
    }

    /// The same in a script and in the outbox, whose rules are those of the settings as they are when it sends.
    @Test func scriptsAndTheOutboxGoNoFurther() throws {
        let server = try LocalServer { _, _ in (200, "", "") }
        let fixture = try TemporaryWorkspace(configuration: "http:\n  hosts: [localhost]\n")
        let url = "http://localhost:\(server.port)/"
        let words = "a loopback address; where scripts are meant to go there, add it to http: private: in lunation.yml"
        #expect(try fixture.message("http.get '\(url)'")?.hasSuffix(words) ?? false)
        try fixture.run("http.post('\(url)', { key = 'a' })")
        let store = fixture.workspace.store
        let waiting = try #require(try store.outbox().first)
        #expect(waiting.status == .pending && waiting.error?.hasSuffix(words) ?? false)
        #expect(server.received.isEmpty)
        let due = waiting.nextAt
        func send(_ yaml: String) throws -> OutboxItem? {
            let configuration = try WorkspaceConfiguration(yaml: yaml, path: "lunation.yml")
            let workspace = Workspace(path: fixture.workspace.path, configuration: configuration, store: store)
            let sender = RequestSender(workspace: workspace, client: NetworkClient(), secrets: Secrets([:]), now: { due })
            _ = try sender.send()
            return try store.outbox().first
        }
        let unnamed = try send("http:\n  hosts: [example.com]\n")
        #expect(unnamed?.error == "host 'localhost' is not allowed; add it to http: hosts: in lunation.yml" && unnamed?.status == .pending)
    }

    @Test func anAnswerIsNoLongerThanAsked() throws {
        let server = try LocalServer { _, _ in (200, "", String(repeating: "x", count: 2_000)) }
        let fixture = try TemporaryWorkspace(configuration: "http:\n  hosts: [127.0.0.1]\n")
        #expect(
            try fixture.message("http.get('\(server.url)/', { max_size = '1KB' })")
                == "test.lua:1: GET \(server.url)/: the answer is longer than 1 KiB")
        #expect(try fixture.message("http.get('\(server.url)/', { max_size = '2KB' })") == nil)
    }

    @Test(arguments: [
        ("http.get('http://127.0.0.1/', { max_size = '1TB' })", "'1TB' is no size such as 64KB or 16MB"),
        ("http.get('http://127.0.0.1/', { max_size = '65MB' })", "an answer is no longer than 64MB"),
        ("http.get('http://127.0.0.1/', { max_size = 5 })", "option 'max_size' cannot be a number"),
        ("http.get('http://127.0.0.1/', { timeout = '6m' })", "a request waits no longer than 5m"),
        ("http.get('http://127.0.0.1/', { timeout = '0s' })", "'0s' is no time such as 10s or 1m"),
        (
            "http.get('http://127.0.0.1/', { headers = { HOST = 'other.example' } })",
            "header 'HOST' is the program's to set; the key of a request is its option key"
        ),
        (
            "http.post('http://127.0.0.1/', { headers = { ['Idempotency-Key'] = 'k' } })",
            "header 'Idempotency-Key' is the program's to set; the key of a request is its option key"
        ),
        ("http.post('http://127.0.0.1/', { max_size = '1KB' })", "a POST request takes no 'max_size'"),
        (
            "http.get 'http://2130706433/'",
            "the URL's host is no name and no address; a name is written in ASCII (xn--… where it has other letters), "
                + "an address as 192.0.2.1 or [2001:db8::1]"
        ),
        (
            "http.get 'http://[::ffff:127.0.0.1]/'",
            "host '::ffff:127.0.0.1' is not allowed; add it to http: hosts: in lunation.yml"
        ),
    ])
    func slipsAreExplained(_ source: String, _ message: String) throws {
        let fixture = try TemporaryWorkspace(configuration: "http:\n  hosts: [127.0.0.1]\n")
        #expect(try fixture.message(source) == "test.lua:1: " + message)
    }

    @Test func aHostThatDoesNotAnswerIsNotWaitedForLonger() throws {
        let server = try SilentServer(hangsUp: false)
        let fixture = try TemporaryWorkspace(configuration: "http:\n  hosts: [127.0.0.1]\n")
        let url = "http://127.0.0.1:\(server.port)/"
        #expect(try fixture.message("http.get('\(url)', { timeout = '1s' })") == "test.lua:1: GET \(url): no answer in time")
    }
}
