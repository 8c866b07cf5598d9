import Contacts
import Formats
import Mailtrap
import MailtrapServer
import Synchronization
import Testing

/// Calls against a server that fails on purpose.
struct ContactsAPITests {
    /// What a client waited, in the place of waiting.
    private final class Waits: Sendable {
        private let waits = Mutex<[Duration]>([])
        var all: [Duration] { waits.withLock { $0 } }
        func add(_ wait: Duration) { waits.withLock { $0.append(wait) } }
    }

    private static func api(_ server: FakeServer, _ waits: Waits = Waits(), adjust: (inout APISettings) -> Void = { _ in }) -> ContactsAPI {
        var settings = APISettings(baseURL: server.url)
        settings.sleep = { waits.add($0) }
        adjust(&settings)
        return ContactsAPI(settings: settings, token: "secret-token")
    }

    @Test func everyEndpointIsCalled() async throws {
        let server = try FakeServer()
        let api = Self.api(server)
        let accounts = try await api.accounts()
        #expect(accounts == [AccountResource(id: 1, name: "Shop", accessLevels: [1000])])
        let list = try await api.createList(name: "News")
        #expect(try await api.renameList(list.id, to: "Letters").name == "Letters")
        #expect(try await api.lists(search: "let") == [ListResource(id: list.id, name: "Letters")])
        let field = try await api.createField(FieldRequest(name: "Plan", dataType: "text", mergeTag: "plan"))
        _ = try await api.updateField(field.id, FieldRequest(name: "The plan", mergeTag: "plan"))
        #expect(try await api.fields().map(\.name) == ["The plan"])
        let made = try await api.createContact(ContactCreation(email: "a+b@example.com", fields: ["plan": "pro"], listIDs: [list.id]))
        #expect(made.listIDs == [list.id])
        #expect(try await api.contact("a+b@example.com") == made)
        #expect(try await api.contact(made.id) == made)
        #expect(try await api.contact("nobody@example.com") == nil)
        let updated = try await api.updateContact(
            "a+b@example.com", ContactUpdate(email: "a+b@example.com", fields: ["plan": nil], unsubscribed: true))
        #expect(updated.action == .updated)
        #expect(updated.contact.status == .unsubscribed)
        #expect(updated.contact.fields.isEmpty)
        #expect(try await api.updateContact("c@example.com", ContactUpdate(email: "c@example.com")).action == .created)
        #expect(try await api.postEvent("c@example.com", EventRequest(name: "Paid", params: ["sum": 1.5]))?.name == "Paid")
        let job = try await api.createImport([ImportRowResource(email: "d@example.com", listIDsIncluded: [list.id])])
        #expect(try await api.importJob(job.id).createdCount == 1)
        #expect(try await api.deleteContact("d@example.com"))
        #expect(try await !api.deleteContact("d@example.com"))
        #expect(try await api.deleteList(list.id))
        #expect(try await api.deleteField(field.id))
        #expect(try await api.suppressions().isEmpty)
        #expect(server.log.allSatisfy { $0.token == "secret-token" && $0.account == nil })
        #expect(api.callCount == server.log.count)
    }

    @Test func pathsNameTheAccountWhereTheyAreToldTo() async throws {
        let server = try FakeServer([FakeAccount(id: 3, name: "One"), FakeAccount(id: 7, name: "Two")])
        let plain = Self.api(server)
        await #expect(throws: CallError.refused(APIError(status: 403, messages: [.init(nil, "Account access forbidden")]))) {
            try await plain.lists()
        }
        let named = Self.api(server) { $0.account = 7 }
        _ = try await named.createList(name: "News")
        #expect(try await named.lists().count == 1)
        #expect(try await named.suppressions().isEmpty)
        #expect(server.log.last?.account == 7)
    }

    @Test(arguments: [
        ([("Retry-After", "7")], Duration.seconds(7)),
        ([("X-Ratelimit-Reset", "2000-01-01T00:00:00Z")], .zero),
        ([("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT")], .zero),
    ])
    func whatIsPutOffIsTriedAgainWhenTheServerSays(headers: [(String, String)], wait: Duration) async throws {
        let server = try FakeServer()
        let waits = Waits()
        server.fail { $0.number < 3 ? .refuse(429, headers: headers, body: #"{"error":"Throttled"}"#) : nil }
        let event = EventRequest(name: "Paid")
        server.account { $0.put(FakeContact(id: "018dd5e3-f6d2-7c00-8f9b-e5c3f2d8a132", email: "a@example.com")) }
        _ = try await Self.api(server, waits).postEvent("a@example.com", event)
        #expect(waits.all.count == 2)
        #expect(waits.all.allSatisfy { $0 >= wait && $0 < wait + .seconds(1) }, "\(waits.all)")
        #expect(server.account { $0.contact("a@example.com")?.events.count } == 1)
    }

    @Test func waitsGrowWithoutAdvice() async throws {
        let server = try FakeServer()
        let waits = Waits()
        server.fail { _ in .refuse(429, body: #"{"errors":"Rate limit exceeded"}"#) }
        let api = Self.api(server, waits) { $0.putOffs = 8 }
        let error = await #expect(throws: CallError.self) { try await api.lists() }
        #expect(error?.status == 429)
        #expect(error?.mayHaveActed == false)
        #expect(waits.all.count == 7)
        for (index, wait) in waits.all.enumerated() {
            let ceiling = Duration.milliseconds(500 << index)
            #expect(wait >= ceiling / 2 && wait <= ceiling, "\(index): \(wait)")
        }
    }

    @Test func whoeverAsksForAnHourIsNotWaitedFor() async throws {
        let server = try FakeServer()
        server.fail { _ in .refuse(429, headers: [("Retry-After", "3600")]) }
        let api = Self.api(server)
        await #expect(throws: CallError.self) { try await api.lists() }
        #expect(server.log.count == 1)
    }

    @Test(arguments: [Fault.fail(500, body: #"{"errors":"Unexpected error"}"#), .fail(502), .close(acts: true), .close(acts: false)])
    func whatMayBeDoneTwiceIsTriedAgain(fault: Fault) async throws {
        let server = try FakeServer()
        server.fail { $0.number < 4 ? fault : nil }
        let api = Self.api(server)
        let result = try await api.updateContact("a@example.com", ContactUpdate(email: "a@example.com", unsubscribed: true))
        #expect(result.contact.status == .unsubscribed)
        #expect(server.log.count == 4)
    }

    @Test(arguments: [Fault.fail(500), .close(acts: true), .close(acts: false)])
    func eventsAreSentOnceAndUnknown(fault: Fault) async throws {
        let server = try FakeServer()
        server.account { $0.put(FakeContact(id: "1", email: "a@example.com")) }
        server.fail { _ in fault }
        let error = await #expect(throws: CallError.self) {
            try await Self.api(server).postEvent("a@example.com", EventRequest(name: "Paid"))
        }
        #expect(error?.mayHaveActed == true)
        #expect(server.log.count == 1)
        #expect(error?.description.contains("a@example.com") == false)
    }

    @Test func aServerThatIsNotThereHasDoneNothing() async throws {
        let url = try FakeServer().url
        var settings = APISettings(baseURL: url)
        settings.sleep = { _ in }
        settings.attempts = 3
        let api = ContactsAPI(settings: settings, token: "secret-token")
        await #expect(throws: CallError.notSent("connection refused")) {
            try await api.postEvent("a@example.com", EventRequest(name: "Paid"))
        }
        #expect(api.callCount == 3)
    }

    @Test func slowAnswersAreWaitedForAndTooSlowOnesAreNot() async throws {
        let server = try FakeServer()
        server.account { $0.addList("News") }
        server.fail { _ in .drip(milliseconds: 5) }
        #expect(try await Self.api(server).lists().count == 1)
        server.fail { _ in .slow(milliseconds: 60_000) }
        let api = Self.api(server) {
            $0.timeout = .milliseconds(100)
            $0.attempts = 2
        }
        await #expect(throws: CallError.unknown("timed out")) { try await api.lists() }
    }

    @Test func answersThatAreNoJSONAreToldApart() async throws {
        let server = try FakeServer()
        server.fail { $0.method == "GET" && $0.number < 3 ? .garble() : nil }
        #expect(try await Self.api(server).lists().isEmpty)
        server.fail { _ in .garble() }
        await #expect(throws: CallError.unreadable("it is not JSON")) { try await Self.api(server).lists() }
        await #expect(throws: CallError.unreadable("it is not JSON")) { try await Self.api(server).createList(name: "News") }
        server.fail { _ in .garble(#"{"id":true}"#) }
        await #expect(throws: CallError.unreadable("the list has a id of another kind")) {
            try await Self.api(server).createList(name: "N")
        }
    }

    @Test func refusalsAreNotTriedAgain() async throws {
        let server = try FakeServer()
        let rows = [ImportRowResource(email: "a@example.com"), ImportRowResource(email: "bad")]
        let error = await #expect(throws: CallError.self) { try await Self.api(server).createImport(rows) }
        guard case .refused(let refusal)? = error else { return }
        #expect(refusal.rows.map(\.email) == ["bad"])
        server.fail { _ in .refuse(401, body: #"{"error":"Incorrect API token"}"#) }
        let denied = await #expect(throws: CallError.self) { try await Self.api(server).lists() }
        #expect(denied?.description == "the account refused it: 401: Incorrect API token")
        #expect(server.log.count == 2)
    }
}
