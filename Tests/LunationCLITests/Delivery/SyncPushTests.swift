import Formats
import Glibc
import MailtrapServer
import Testing

/// Deliveries as users see them.
struct SyncPushTests {
    private static let token = ["DELIVERY_TOKEN": "secret"]

    private func connected() throws -> (Shop, FakeServer) {
        let server = try FakeServer()
        let shop = try Shop()
        try shop.folder.write(
            "email,plan\n" + ["ann", "bob", "cyd", "dee"].map { "\($0)@example.com,free\n" }.joined(), to: "start.csv")
        try DeliveryScene.connect(shop, server.url, limits: "mailtrap")
        try shop.succeed("import", "start.csv", "--create-fields")
        return (shop, server)
    }

    private func push(_ shop: Shop, _ options: String...) throws -> Outcome {
        try Program.run(["sync", "push", "--workspace", "shop"] + options, in: shop.folder, environment: Self.token)
    }

    private func run(_ shop: Shop, _ code: String) throws -> Outcome { try shop("run", "--eval", code) }

    @Test func whatIsCommittedIsDelivered() throws {
        let (shop, server) = try connected()
        #expect(try push(shop).output == "delivered: 1 list or field, 1 import with 4 contacts\n")
        #expect(try push(shop).output == "nothing to deliver\n")
        let code = """
            local l = list.ensure "VIP"
            for c in contact.all():each() do c.fields.plan = "pro" c:add_to(l) c:fire "Moved" end
            contact.get("dee@example.com"):unsubscribe "asked"
            """
        let plan = try shop("plan", "--eval", code)
        #expect(
            plan.lines.contains("  delivery: 1 list or field, 1 import, 1 update, 4 events: about 1 min at 200 a minute"), "\(plan)")
        let json = try shop("plan", "--eval", code, "--json").json()["delivery"]
        #expect(
            json == [
                "imports": 1, "imported_contacts": 3, "updates": 1, "deletions": 0, "events": 4, "lists_and_fields": 1, "calls": 8,
                "calls_per_minute": 200, "minutes": 1,
            ])
        #expect(try run(shop, code).status == 0)
        let status = try shop("sync", "status")
        #expect(status.lines.first == "account 1 (Shop)")
        #expect(
            status.output.contains(
                "  queued     9: 1 list or field, 1 import, 1 update, 4 events: about 1 min at 200 a minute, done at about "), "\(status)")
        let pushed = try push(shop)
        #expect(pushed.output == "delivered: 1 list or field, 1 import with 3 contacts, 1 update, 4 events\n")
        #expect(pushed.status == 0)
        let contacts = DeliveryScene.contacts(server)
        #expect(contacts.values.allSatisfy { $0.fields["plan"] == "pro" && $0.lists == ["VIP"] })
        #expect(contacts["dee@example.com"]?.isUnsubscribed == true)
        let left = try shop("sync", "status", "--json").json()
        #expect(left["queued"] == 0)
        #expect(left["delivered"] == 14)
    }

    @Test func aRefusalIsShownAndCanBeTriedAgain() throws {
        let (shop, server) = try connected()
        server.fail { request in
            let isBad = request.method == "POST" && request.path.hasSuffix("/imports") && request.rows == 4
            let body = #"{"errors":[{"email":"bob@example.com","errors":{"email":["is invalid","top level domain is too short"]}}]}"#
            return isBad ? .refuse(422, body: body) : nil
        }
        let pushed = try push(shop)
        #expect(pushed.status == 1)
        #expect(
            pushed.output == """
                delivered: 1 list or field, 1 import with 3 contacts
                1 refused by the account: 'lunation sync status' says why

                """)
        let status = try shop("sync", "status")
        #expect(status.output.contains("  refused    1\n"), "\(status)")
        #expect(status.output.contains("refused  update"), "\(status)")
        #expect(status.output.contains("email is invalid; email top level domain is too short"), "\(status)")
        #expect(!status.output.contains("bob@"))
        #expect(try shop("sync", "status", "--show-data").output.contains("bob@example.com"))
        server.fail(nil)
        #expect(try shop("sync", "retry").output == "1 queued again\n")
        #expect(try push(shop).status == 0)
        #expect(DeliveryScene.contacts(server).count == 4)
        #expect(try shop("sync", "drop").output == "0 given up\n")
    }

    @Test func whatKeepsItFromDelivering() throws {
        let plain = try Shop(["ann@example.com": "free"])
        let without = try push(plain)
        #expect(without.status == 2)
        #expect(without.errors == "error: the workspace mirrors no account; 'lunation remote add mailtrap' adds one\n")
        let (shop, server) = try connected()
        server.grant("another", [1])
        let denied = try push(shop)
        #expect(denied.status == 6)
        #expect(
            denied.errors == "error: deliveries stopped: the account refused it: 401: Incorrect API token; what is queued stays queued; "
                + "'lunation remote show' says which token it is\n")
        let missing = try Program.run(["sync", "push", "--workspace", "shop"], in: shop.folder)
        #expect(missing.status == 6)
        #expect(missing.errors == "error: the variable DELIVERY_TOKEN is not set; it is to hold the account's API token\n")
    }

    @Test func anotherPusherIsWaitedFor() throws {
        let (shop, server) = try connected()
        // As long as somebody has the lock.
        try shop.folder.makeFolder("shop/.lunation")
        let holder = try Child(["/usr/bin/flock", "--no-fork", "shop/.lunation/delivery.lock", "sleep", "600"], in: shop.folder)
        while try Child(["/usr/bin/flock", "-n", "shop/.lunation/delivery.lock", "true"], in: shop.folder).end().status == 0 {
            usleep(10_000)
        }
        let busy = try push(shop, "--no-wait")
        #expect(busy.status == 4)
        #expect(busy.errors == "error: another process delivers already; 'lunation sync status' says how far it is\n")
        let waiting = try Program.start(["sync", "push", "--workspace", "shop"], in: shop.folder, environment: Self.token)
        kill(holder.process, SIGKILL)
        _ = try holder.end()
        let pushed = try waiting.end()
        #expect(pushed.status == 0, "\(pushed)")
        #expect(DeliveryScene.contacts(server).count == 4)
    }

    @Test func anUndoSaysWhatCannotBeTakenBack() throws {
        let (shop, server) = try connected()
        _ = try push(shop)
        #expect(try run(shop, "for c in contact.all():each() do c.fields.plan = 'pro' c:fire 'Moved' end").status == 0)
        #expect(try push(shop).status == 0)
        let undone = try shop("undo", "2")
        #expect(undone.status == 0)
        #expect(
            undone.output.contains(
                "4 events went to the account before and cannot be taken back, nor what they have set off there\n"
                    + "delivery: 1 import: about 1 min at 200 a minute\n"), "\(undone)")
        #expect(try push(shop).status == 0)
        #expect(DeliveryScene.contacts(server).values.allSatisfy { $0.fields["plan"] == "free" })
        #expect(try run(shop, "for c in contact.all():each() do c:fire 'Queued' end").status == 0)
        #expect(try shop("undo", "4").output.contains("4 events had not left the store and were retracted"))
        #expect(try push(shop).output == "nothing to deliver\n")
    }

    /// The policy of a job goes with a saved plan, too.
    @Test(arguments: [false, true]) func aJobsEventsAreNotRepeatedUnasked(isApplied: Bool) throws {
        let (shop, server) = try connected()
        _ = try push(shop)
        try shop.folder.write(
            "job { name = 'once', delivery = 'at_most_once' }\nfor c in contact.all():each() do c:fire 'Once' end",
            to: "shop/scripts/once.lua")
        if isApplied {
            try shop.succeed("plan", "shop/scripts/once.lua", "--out", "plan.json")
            try shop.succeed("apply", "plan.json")
        } else {
            try shop.succeed("run", "shop/scripts/once.lua")
        }
        server.fail { $0.path.hasSuffix("/events") && $0.path.contains("ann") ? .close(acts: true) : nil }
        let pushed = try push(shop)
        #expect(pushed.status == 1)
        #expect(
            pushed.output == """
                delivered: 3 events
                1 event of unknown outcome, not sent again: 'lunation sync status' lists them

                """)
        #expect(DeliveryScene.happened(server)["Once"]?.count == 4)
        #expect(try shop("sync", "drop", "--unknown").output == "1 given up\n")
    }

    @Test func aServerDeliversWhatIsCommitted() throws {
        let (shop, server) = try connected()
        let daemon = try Daemon(shop, environment: Self.token)
        try daemon.eventually("what was queued is delivered") { DeliveryScene.contacts(server).count == 4 }
        #expect(try run(shop, "contact.get('ann@example.com').fields.plan = 'pro'").status == 0)
        try daemon.eventually("a run is delivered") { DeliveryScene.contacts(server)["ann@example.com"]?.fields["plan"] == "pro" }
        let end = try daemon.stop()
        #expect(end.status == 0)
        #expect(end.errors.contains("delivered to the account"))
    }
}
