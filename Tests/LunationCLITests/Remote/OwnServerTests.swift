import Formats
import Glibc
import Testing

/// A workspace that mirrors another one, which this program serves: both halves of the API against each other.
@Suite struct OwnServerTests {
    private static let upgrade = """
        local vip = list.ensure "VIP"
        for c in contact.where(contact.fields.plan:eq "free"):each() do
          c.fields.plan = "gold"
          c:add_to(vip)
          c:fire("Upgraded", { seats = 3 }, { key = "u" })
        end
        contact.get("bob@example.com"):unsubscribe("asked")
        contact.get("dan@example.com"):delete()
        contact.create { email = "zoe@example.com", fields = { plan = "new" } }
        """

    @Test func whatIsCommittedHereIsThere() throws {
        let truth = try Shop([
            "ann@example.com": "free", "bob@example.com": "pro", "cid@example.com": "free", "dan@example.com": "pro",
            "eve@example.com": "free",
        ])
        let token = try #require(try truth.succeed("token", "create", "mirror", "--scope", "write").lines.first)
        let port = try HTTPCall.freePort()
        let server = try Daemon(truth, ["--listen", "127.0.0.1:\(port)"])
        try server.eventually("it listens") { (try? HTTPCall("GET", "/readyz", port: port).status) == 200 }
        func contact(_ email: String) throws -> HTTPCall { try HTTPCall("GET", "/api/contacts/\(email)", port: port, token: token) }

        let mirror = try Shop()
        try mirror.folder.write(token, to: "token")
        chmod(mirror.folder["token"], 0o600)
        try mirror.succeed(
            "remote", "add", "mailtrap", "--token-file", "token", "--base-url", "http://127.0.0.1:\(port)", "--limits", "off")
        #expect(try mirror.succeed("sync", "pull").output.contains("5 created"))
        #expect(try mirror.count("contact.fields.plan:eq 'free'") == 3)

        let planned = try mirror.succeed("plan", "--eval", Self.upgrade)
        #expect(planned.output.contains("  delivery: 1 list or field, 1 import, 1 update, 1 deletion, 3 events\n"), "\(planned)")
        try mirror.succeed("run", "--eval", Self.upgrade)
        let pushed = try mirror.succeed("sync", "push")
        #expect(pushed.output.contains("3 events"), "\(pushed)")
        #expect(try mirror.succeed("sync", "verify").output == "the same: 5 contacts in the account and here\n")
        let ann = try contact("ann@example.com").json["data"]
        #expect(ann?["fields"]?["plan"] == "gold" && ann?["list_ids"]?.arrayValue?.count == 1)
        #expect(try contact("bob@example.com").json["data"]?["status"] == "unsubscribed")
        #expect(try contact("dan@example.com").status == 404)
        #expect(try contact("zoe@example.com").json["data"]?["fields"]?["plan"] == "new")
        func fired() throws -> Int { try server.count("event e JOIN event_name n ON n.id = e.name WHERE n.name = 'Upgraded'") }
        #expect(try fired() == 3)

        let undone = try mirror.succeed("undo", "2")
        #expect(undone.output.contains("3 events went to the account before and cannot be taken back"), "\(undone)")
        try mirror.succeed("sync", "push")
        #expect(try mirror.succeed("sync", "verify").output == "the same: 5 contacts in the account and here\n")
        #expect(try contact("zoe@example.com").status == 404)
        #expect(try contact("dan@example.com").json["data"]?["fields"]?["plan"] == "pro")
        // Consent that was withdrawn stays withdrawn.
        #expect(try contact("bob@example.com").json["data"]?["status"] == "unsubscribed")
        #expect(try fired() == 3)

        let pusher = try Daemon(mirror, [])
        try mirror.succeed("run", "--eval", "contact.get('ann@example.com').fields.plan = 'late'")
        try server.eventually("a server of the mirror delivers by itself") {
            try contact("ann@example.com").json["data"]?["fields"]?["plan"] == "late"
        }
        try pusher.stop()
        try server.stop()
    }
}
