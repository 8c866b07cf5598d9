import Formats
import MailtrapServer
import Testing

/// The commands that bring the account's contacts here, and compare.
@Suite struct PullCommandTests {
    private static func shop() throws -> Account {
        let account = try Account()
        account.fill()
        try account.add()
        return account
    }

    @Test func aPullIsARun() throws {
        let account = try Self.shop()
        let outcome = try account("sync", "pull")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.lines.first?.hasPrefix("run 1: 3 contacts in ") == true, "\(outcome)")
        #expect(outcome.lines.first?.hasSuffix(", 7 calls, 2 exports: 3 created") == true, "\(outcome)")
        #expect(outcome.lines.dropFirst() == ["  new lists: News", "  new fields: plan", "  0 suppressions"])
        #expect(try account.shop.count("contact.lists:has \"News\"") == 1)
        #expect(try account.shop.count("contact.status:eq \"unsubscribed\"") == 1)
        #expect(try account("runs").lines.first?.contains("\tpull\tShop\t") == true)
        #expect(try account("show", "1").output.contains("ann@example.com"))
        let again = try account("sync", "pull", "--json").json()
        #expect(again["created"] == 0)
        #expect(again["contacts"] == 3)
        #expect(again["resumed"] == false)
        #expect(try account("sync", "status", "--json").json()["queued"] == 0)
    }

    @Test func plansSayHowOldTheMirrorIs() throws {
        let account = try Self.shop()
        #expect(
            try account("plan", "--eval", "print(1)").output.hasPrefix(
                "mirror of account 12 (Shop), never pulled: 'lunation sync pull' fetches its contacts\n"))
        try #require(account("sync", "pull").status == 0)
        let plan = try account("plan", "--eval", "contact.get(\"ann@example.com\").fields.plan = \"basic\"")
        #expect(plan.lines.first?.hasPrefix("mirror of account 12 (Shop), ") == true, "\(plan)")
        #expect(plan.lines.first?.hasSuffix(" s old") == true, "\(plan)")
        let run = try account("run", "--eval", "contact.get(\"ann@example.com\").fields.plan = \"basic\"", "--json").json()
        #expect(run["mirror"]?["account"] == 12)
        #expect(run["mirror"]?["is_old"] == false)
        #expect((run["mirror"]?["age_seconds"]?.integerValue ?? -1) >= 0)
    }

    @Test func whatDiffersIsTold() throws {
        let account = try Self.shop()
        try #require(account("sync", "pull").status == 0)
        let same = try account("sync", "verify")
        #expect(same.status == 0)
        #expect(same.output == "the same: 3 contacts in the account and here\n")
        // What is queued is no difference.
        try account.shop.succeed("run", "--eval", "contact.get(\"ann@example.com\").fields.plan = \"basic\"")
        #expect(
            try account("sync", "verify").output
                == "the same: 3 contacts in the account and here; 1 with changes that are on their way, or were refused\n")
        account.server.account { account in
            account.put(Account.contact(3, "cal@example.com", fields: ["plan": "pro"], lists: [2]))
            account.put(Account.contact(4, "dan@example.com"))
            account.remove("bob@example.com")
        }
        let different = try account("sync", "verify")
        #expect(different.status == 1)
        #expect(
            different.lines == [
                "different: 3 contacts in the account; 1 with changes that are on their way, or were refused", "  1  in the account alone",
                "  1  gone from the account", "  1  differ: the account would set plan", "  1  differ: the account would add to list News",
                "The first 3, from what is here to what the account has:", "  ‹email›  contact, fields.plan",
                "  ‹email›  fields.plan, list News", "  ‹email›  contact",
            ], "\(different)")
        #expect(try account("sync", "verify", "--show-data").output.contains("cal@example.com"))
        let json = try account("sync", "verify", "--json").json()
        #expect(json["same"] == false)
        #expect(json["changed"] == 1)
        #expect(try account.shop.count("contact.email:ends_with \"example.com\"") == 3)
    }

    @Test func manyThatAreGoneAreARefusal() throws {
        let account = try Self.shop()
        account.server.account { account in
            for number in 100..<300 { account.put(Account.contact(number, "n\(number)@example.com")) }
        }
        try #require(account("sync", "pull").status == 0)
        account.server.account { account in for number in 100..<200 { account.remove("n\(number)@example.com") } }
        let refused = try account("sync", "pull")
        #expect(refused.status == 3)
        #expect(
            refused.errors == "error: 100 of 203 mirrored contacts are gone from the account, more than 10%; nothing was changed: "
                + "if that is right, pull with --max-deletes 100%\n")
        let outcome = try account("sync", "pull", "--max-deletes", "100", "--json").json()
        #expect(outcome["deleted"] == 100)
        #expect(outcome["resumed"] == true)
        let undone = try account("undo", "2")
        #expect(undone.status == 0, "\(undone)")
        #expect(try account.shop.count("contact.email:ends_with \"example.com\"") == 203)
    }

    @Test func theMessagesOfPullsThatEnd() throws {
        let account = try Self.shop()
        account.server.account { $0.exportPolls = nil }
        let slow = try account("sync", "pull", "--export-timeout", "1s")
        #expect(slow.status == 6)
        #expect(
            slow.errors
                == "error: the account has not finished an export in a minute; nothing was changed: the next pull asks for it again\n")
        account.server.account {
            $0.isExporting = true
            $0.finishExports()
        }
        let other = try account("sync", "pull", "--restart", "--export-timeout", "1s")
        #expect(
            other.errors == "error: the account has been at another export for a minute, and does one at a time; "
                + "try again when it has finished\n")
        #expect(try account("sync", "pull", "--max-deletes", "many").status == 2)
        #expect(try account("sync", "pull", "--export-timeout", "soon").status == 2)
        let parted = try Account()
        #expect(try parted("sync", "pull").errors == "error: the workspace mirrors no account; 'lunation remote add mailtrap' adds one\n")
    }

    /// Two processes share one limit: together they take as long as one of them would with all the calls.
    @Test func limitsAreTheWorkspaces() throws {
        let account = try Account()
        account.fill()
        let added = try account(
            "remote", "add", "mailtrap", "--token-env", "TOKEN", "--base-url", account.server.url, "--limits", "1000/1s,4/1s,1000/1s")
        try #require(added.status == 0, "\(added)")
        account.server.clearLog()
        let children = try ["pull", "verify"].map { name in
            try Program.start(
                ["sync", name, "--json", "--workspace", "shop"], in: account.shop.folder, environment: ["TOKEN": Account.token])
        }
        for child in children { #expect(try child.end().status < 2) }
        let times = account.server.log.filter { $0.path.hasPrefix("/contacts") }.map(\.time)
        #expect(times.count >= 12)
        // The first four go at once, and four with each second that ends.
        let span = (times.max() ?? 0) - (times.min() ?? 0)
        #expect(span >= Double((times.count - 1) / 4), "\(times.count) calls in \(span) s")
    }
}
