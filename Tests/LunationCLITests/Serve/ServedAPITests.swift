import Formats
import Foundation
import Glibc
import Testing

/// `lunation serve --listen`: what arrives over HTTP starts jobs.
@Suite(.serialized) struct ServedAPITests {
    private func token(_ shop: Shop, _ name: String = "crm", scope: String = "write") throws -> String {
        try #require(try shop.succeed("token", "create", name, "--scope", scope).lines.first)
    }

    private func serve(_ shop: Shop, _ options: [String] = []) throws -> (Daemon, Int) {
        let port = try HTTPCall.freePort()
        let daemon = try Daemon(shop, ["--listen", "127.0.0.1:\(port)"] + options)
        try daemon.eventually("it listens") { (try? HTTPCall("GET", "/readyz", port: port).status) == 200 }
        return (daemon, port)
    }

    @Test func whatArrivesStartsJobs() throws {
        let shop = try Shop(["ann@example.com": "free"])
        let token = try token(shop)
        try shop.succeed("run", "--eval", "segment.define('Pro', contact.fields.plan:eq 'pro')")
        try shop.script(
            "bought",
            "job { name = \"bought\", on = \"event:Bought\" }\nfor c in run.trigger.contacts():each() do c:fire(\"Thanked\") end\n")
        try shop.script("in", "job { name = \"in\", on = \"enter:Pro\" }\nfor c in run.trigger.contacts():each() do c:fire(\"In\") end\n")
        try shop.script("came", "job { name = \"came\", on = \"import\" }\nstate.runs = (state.runs or 0) + 1\n")
        let (daemon, port) = try serve(shop)
        try daemon.eventually("the jobs are known") { try daemon.count("job") == 3 }
        func fired(_ name: String) throws -> Int {
            try daemon.count("event e JOIN event_name n ON n.id = e.name WHERE n.name = '\(name)'")
        }
        let event = try HTTPCall(
            "POST", "/api/contacts/ann@example.com/events", port: port, token: token, body: ["name": "Bought", "params": ["sku": "A-1"]])
        #expect(event.status == 201, "\(event)")
        try daemon.eventually("an event starts its job") { try fired("Thanked") == 1 }
        let update = try HTTPCall(
            "PATCH", "/api/contacts/ann@example.com", port: port, token: token, body: ["contact": ["fields": ["plan": "pro"]]])
        #expect(update.status == 200, "\(update)")
        try daemon.eventually("a segment is entered") { try fired("In") == 1 }
        let new = try HTTPCall(
            "POST", "/api/contacts", port: port, token: token, body: ["contact": ["email": "bob@example.com", "fields": ["plan": "pro"]]])
        #expect(new.status == 201, "\(new)")
        try daemon.eventually("it is entered by a new contact") { try fired("In") == 2 }
        let rows: JSONValue = ["contacts": [["email": "cid@example.com", "fields": ["plan": "pro"]], ["email": "dan@example.com"]]]
        let begun = try HTTPCall("POST", "/api/contacts/imports", port: port, token: token, body: rows)
        #expect(begun.status == 201, "\(begun)")
        try daemon.eventually("an import starts its job") { try daemon.count("state WHERE job = 'came' AND value = '1'") == 1 }
        try daemon.eventually("and it is entered") { try fired("In") == 3 }
        let metrics = try HTTPCall("GET", "/metrics", port: port)
        #expect(metrics.body.contains("lunation_http_requests_total{route=\"/api/contacts\",status=\"201\"} 1"))
        #expect(metrics.body.contains("lunation_workers "), "\(metrics.body)")
        let outcome = try daemon.stop()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(!outcome.errors.contains("@example.com") && !outcome.errors.contains(token))
        #expect(outcome.errors.contains(#""message":"no longer serving the Contacts API""#))
        try daemon.checkLedger()
    }

    @Test func tokensAreShownOnceAndRevoked() throws {
        let shop = try Shop()
        let created = try shop.succeed("token", "create", "crm", "--scope", "write")
        let token = try #require(created.lines.first)
        #expect(created.lines.count == 1 && token.hasPrefix("lun_") && token.count == 47)
        #expect(created.errors.hasPrefix("token 'crm' may write until "))
        let reading = try shop.succeed("token", "create", "board", "--scope", "read", "--expires", "30d", "--json").json()
        #expect(reading["name"] == "board" && reading["token"]?.stringValue?.hasPrefix("lun_") == true)
        let list = try shop.succeed("token", "list", "--json")
        #expect(try list.json().arrayValue?.map { $0["state"]?.stringValue } == ["valid", "valid"])
        #expect(!list.output.contains("lun_"))
        let table = try shop.succeed("token", "list").output
        #expect(table.contains("crm") && !table.contains("lun_"))
        let (daemon, port) = try serve(shop)
        #expect(try HTTPCall("GET", "/api/accounts", port: port, token: token).status == 200)
        try shop.succeed("token", "revoke", "crm")
        #expect(try HTTPCall("GET", "/api/accounts", port: port, token: token).status == 401)
        try daemon.stop()
        let again = try shop("token", "revoke", "crm")
        #expect(again.status == 2 && again.errors == "error: token 'crm' is none that could be revoked; 'lunation token list' lists them\n")
        let wrong = try shop("token", "create", "x", "--scope", "all")
        #expect(wrong.status == 2 && wrong.errors.contains("--scope takes read or write."), "\(wrong)")
        #expect(try shop.succeed("token", "list", "--json").json().arrayValue?.map { $0["state"]?.stringValue } == ["revoked", "valid"])
    }

    @Test func itListensBeyondTheMachineOnlyWithProtection() throws {
        let shop = try Shop()
        let refused = try shop("serve", "--listen", "0.0.0.0:0")
        #expect(refused.status == 2)
        #expect(refused.errors.hasPrefix("error: 0.0.0.0:0 can be reached from other machines, and tokens would travel in the clear;"))
        let port = try HTTPCall.freePort()
        let served = try shop("serve", "--listen", "0.0.0.0:\(port)", "--behind-proxy", "--until-idle")
        #expect(served.status == 0, "\(served)")
        let missing = try shop("serve", "--listen", "127.0.0.1:0", "--tls-certificate", "none.pem", "--tls-key", "none.pem")
        #expect(
            missing.status == 6 && missing.errors == "error: none.pem cannot be used for TLS: No such file or directory\n", "\(missing)")
    }

    @Test func oneAddressIsOneProcess() throws {
        let shop = try Shop()
        let (daemon, port) = try serve(shop)
        let second = try shop("serve", "--listen", "127.0.0.1:\(port)")
        #expect(second.status == 6)
        #expect(second.errors.contains("error: cannot listen on 127.0.0.1:\(port): Address already in use\n"), "\(second)")
        #expect(try HTTPCall("GET", "/healthz", port: port).status == 200)
        try daemon.stop()
    }
}
