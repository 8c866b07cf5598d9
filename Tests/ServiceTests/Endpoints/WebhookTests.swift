import Automation
import ContactStore
import Contacts
import Crypto
import Formats
import NIOHTTP1
import Testing

/// `POST /webhooks/mailtrap`: what the sending side tells.
@Suite struct WebhookTests {
    private static let secret = "a-secret-of-webhooks"
    private static let secrets = "mailtrap_webhook: \(secret)\n"

    private func send(_ body: String, to desk: Desk, secret: String = secret) async throws -> Reply {
        let code = HMAC<SHA256>.authenticationCode(for: Array(body.utf8), using: SymmetricKey(data: Array(secret.utf8)))
        let signature = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return try await desk.send(
            .POST, "/webhooks/mailtrap", bytes: Array(body.utf8), token: .some(nil), headers: [("Mailtrap-Signature", signature)])
    }

    private func event(_ kind: String, _ email: String, id: String) -> String {
        #"{"event":"\#(kind)","email":"\#(email)","event_id":"\#(id)","timestamp":1780304400,"message_id":"m-1","#
            + #""sending_stream":"bulk","sending_domain_name":"mail.example.com","category":"news","url":"https://example.com/x"}"#
    }

    private func counts(_ recorded: Int, _ repeated: Int, _ unknown: Int, _ ignored: Int) -> String {
        #"{"recorded":\#(recorded),"repeated":\#(repeated),"unknown":\#(unknown),"ignored":\#(ignored)}"#
    }

    @Test func eventsReachContactsOnce() async throws {
        try await Desk.serve(secrets: Self.secrets) { desk in
            for name in ["ann", "bob", "cid", "dan"] { try await desk.contact("\(name)@example.com") }
            let body =
                "{\"events\":["
                + [
                    event("delivery", "ann@example.com", id: "1"), event("open", "Ann@Example.com", id: "2"),
                    event("click", "ann@example.com", id: "3"), event("bounce", "bob@example.com", id: "4"),
                    event("soft bounce", "ann@example.com", id: "5"), event("spam", "cid@example.com", id: "6"),
                    event("unsubscribe", "dan@example.com", id: "7"), event("bounce", "nobody@example.com", id: "8"),
                    event("reject", "ann@example.com", id: "9"), event("open", "no address", id: "10"),
                ].joined(separator: ",") + "]}"
            try await send(body, to: desk).expect(200, body: counts(7, 0, 1, 2))
            try await send(body, to: desk).expect(200, body: counts(0, 8, 0, 2))
            let snapshot = try desk.workspace.store.snapshot(clock: LogicalClock(now: desk.clock.now))
            #expect(
                Set(snapshot.catalog.eventNames.keys) == [
                    "EmailDelivered", "EmailOpened", "EmailClicked", "EmailBounced", "EmailSoftBounced", "EmailSpam", "EmailUnsubscribed",
                ])
            let suppressed = try await desk.get("/api/suppressions").expect(200, "suppressions").json.arrayValue ?? []
            #expect(
                Dictionary(grouping: suppressed.compactMap { $0["email"]?.stringValue }, by: { $0 }).mapValues(\.count) == [
                    "bob@example.com": 1, "cid@example.com": 1, "dan@example.com": 1, "nobody@example.com": 1,
                ])
            #expect(try await desk.get("/api/contacts/dan@example.com")["data"]["status"] == "unsubscribed")
            #expect(try await desk.get("/api/contacts/bob@example.com")["data"]["status"] == "subscribed")
        }
    }

    @Test func otherFormsOfBodies() async throws {
        try await Desk.serve(secrets: Self.secrets) { desk in
            try await desk.contact("ann@example.com")
            let lines = [event("open", "ann@example.com", id: "1"), event("click", "ann@example.com", id: "2")]
            try await send(lines.joined(separator: "\n") + "\n", to: desk).expect(200, body: counts(2, 0, 0, 0))
            try await send("[\(lines[0])]", to: desk).expect(200, body: counts(0, 1, 0, 0))
            try await send(lines[1], to: desk).expect(200, body: counts(0, 1, 0, 0))
            try await send("{\"events\":[]}", to: desk).expect(200, body: counts(0, 0, 0, 0))
            for wrong in ["{\"x\":1}", "{", "7"] { try await send(wrong, to: desk).expect(400, "error") }
            // Without an id of its own an event is known by what it says.
            let bare = #"{"event":"open","email":"ann@example.com","timestamp":1780304401,"message_id":"m-2"}"#
            try await send(bare, to: desk).expect(200, body: counts(1, 0, 0, 0))
            try await send(bare, to: desk).expect(200, body: counts(0, 1, 0, 0))
        }
    }

    @Test func signaturesAreChecked() async throws {
        try await Desk.serve(secrets: Self.secrets) { desk in
            let body = "{\"events\":[]}"
            let refusal = #"{"error":"Invalid signature"}"#
            try await send(body, to: desk, secret: "another").expect(401, body: refusal)
            for signature in ["", "x", String(repeating: "0", count: 64), String(repeating: "zz", count: 32)] {
                let reply = try await desk.send(
                    .POST, "/webhooks/mailtrap", bytes: Array(body.utf8), token: .some(nil), headers: [("Mailtrap-Signature", signature)])
                reply.expect(401, body: refusal)
            }
            // A token is no signature.
            try await desk.send(.POST, "/webhooks/mailtrap", bytes: Array(body.utf8)).expect(401, body: refusal)
        }
        try await Desk.serve { desk in
            try await send("{\"events\":[]}", to: desk).expect(403, body: #"{"errors":"Access forbidden"}"#)
            #expect(desk.log.lines.contains { $0.contains("there is no secret 'mailtrap_webhook' in secrets.yml") })
        }
    }
}
