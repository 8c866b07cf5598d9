import Formats
import Foundation
import MailtrapServer
import Testing

/// A live account becomes a workspace's, and its token stays where it is.
@Suite struct RemoteTests {
    @Test func addedShownAndRemoved() throws {
        let account = try Account()
        let added = try account("remote", "add", "mailtrap", "--token-env", "TOKEN", "--base-url", account.server.url + "/")
        #expect(added.output == "account 12 (Shop) is this workspace's; 'lunation sync pull' fetches its contacts\n")
        let shown = try account("remote", "show")
        #expect(
            shown.lines == [
                "account 12 (Shop)", "  at      \(account.server.url)", "  token   from the variable TOKEN", "  limits  mailtrap",
                "  mirror of account 12 (Shop), never pulled: 'lunation sync pull' fetches its contacts",
            ])
        let json = try account("remote", "show", "--json").json()
        #expect(json["account"] == 12)
        #expect(json["token"]?["name"] == "TOKEN")
        #expect(json["mirror"]?["is_old"] == true)
        let again = try account(
            "remote", "add", "mailtrap", "--token-command", "echo \(Account.token)", "--base-url", account.server.url, "--account", "12",
            "--account-paths")
        #expect(
            again.output == "account 12 (Shop) is reached with the token from the command 'echo \(Account.token)' from now on\n")
        #expect(try account("remote", "show").lines[1] == "  at      \(account.server.url)/api/accounts/12")
        let removed = try account("remote", "remove")
        #expect(removed.output == "the workspace mirrors account 12 (Shop) no longer; its contacts stay\n")
        let gone = try account("remote", "show")
        #expect(gone.status == 2)
        #expect(gone.errors == "error: the workspace mirrors no account; 'lunation remote add mailtrap' adds one\n")
    }

    @Test func theTokenIsNowhere() throws {
        let account = try Account()
        account.fill()
        try account.shop.folder.write(Account.token + "\n", to: "token")
        chmod(account.shop.folder["token"], 0o600)
        var outcomes = [
            try account("remote", "add", "mailtrap", "--token-file", "token", "--base-url", account.server.url, "--limits", "off")
        ]
        unlink(account.shop.folder["token"])
        #expect(
            try account("sync", "pull").errors
                == "error: cannot read the token's file \(account.shop.folder["token"]): No such file or directory\n")
        try account.shop.folder.write(Account.token, to: "token")
        chmod(account.shop.folder["token"], 0o600)
        for arguments in [["sync", "pull"], ["remote", "show", "--json"], ["runs"], ["sync", "verify", "--json"]] {
            outcomes.append(try Program.run(arguments + ["--workspace", "shop"], in: account.shop.folder))
        }
        account.server.fail { _ in .refuse(401, body: #"{"error":"Incorrect API token"}"#) }
        outcomes.append(try account("sync", "pull", "--no-suppressions"))
        #expect(outcomes.last?.errors == "error: the account refused it: 401: Incorrect API token\n")
        #expect(outcomes.dropLast().allSatisfy { $0.status == 0 }, "\(outcomes)")
        #expect(!outcomes.contains { ($0.output + $0.errors).contains(Account.token) })
        let files = FileManager.default.enumerator(atPath: account.shop.folder["shop"])
        while let file = files?.nextObject() as? String {
            let bytes = try? Data(contentsOf: URL(fileURLWithPath: account.shop.folder["shop"] + "/" + file))
            #expect(bytes?.range(of: Data(Account.token.utf8)) == nil, "\(file)")
        }
    }

    @Test func whereTheTokenIsNotIsSaid() throws {
        let account = try Account()
        let url = account.server.url
        func add(_ arguments: String...) throws -> Outcome {
            try Program.run(
                ["remote", "add", "mailtrap", "--base-url", url, "--workspace", "shop"] + arguments, in: account.shop.folder,
                environment: ["WRONG": "not-the-token", "EMPTY": "  ", "TWO": "a b"])
        }
        try account.shop.folder.write(Account.token, to: "token")
        chmod(account.shop.folder["token"], 0o644)
        let path = account.shop.folder["token"]
        for (arguments, message) in [
            (["--token-env", "NOBODY"], "the variable NOBODY is not set; it is to hold the account's API token"),
            (["--token-env", "EMPTY"], "the variable EMPTY holds no token"),
            (
                ["--token-env", "TWO"],
                "what the variable TWO holds is no token: it has spaces, line ends or other characters that none has"
            ),
            (
                ["--token-file", "token"],
                "the token's file \(path) is open to others (mode 0644); close it with 'chmod 600 \(path)'"
            ),
            (["--token-file", "/nonexistent"], "cannot read the token's file /nonexistent: No such file or directory"),
            (["--token-command", "exit 3"], "the command for the token, 'exit 3', failed with exit code 3"),
            (["--token-command", "true"], "the command 'true' holds no token"),
            (
                ["--token-env", "WRONG"],
                "the account did not accept the token from the variable WRONG (401); is it whole, and still valid?"
            ),
        ] {
            let outcome = try Program.run(
                ["remote", "add", "mailtrap", "--base-url", url, "--workspace", "shop"] + arguments, in: account.shop.folder,
                environment: ["WRONG": "not-the-token", "EMPTY": "  ", "TWO": "a b"])
            #expect(outcome.errors == "error: \(message)\n")
            #expect(outcome.status == 6)
        }
        #expect(try add("--token-env", "WRONG", "--token-file", "token").status == 2)
        #expect(try add("--token-env", "WRONG", "--limits", "fast").status == 2)
    }

    @Test func ofSeveralAccountsOneIsChosen() throws {
        let account = try Account([FakeAccount(id: 12, name: "Shop"), FakeAccount(id: 30, name: "Other")])
        func add(_ arguments: String...) throws -> Outcome {
            try Program.run(
                ["remote", "add", "mailtrap", "--token-env", "TOKEN", "--workspace", "shop"] + arguments, in: account.shop.folder,
                environment: ["TOKEN": Account.token])
        }
        let several = try add("--base-url", account.server.url)
        #expect(several.status == 2)
        #expect(several.errors == "error: the token reaches several accounts, choose one with --account: 12 (Shop), 30 (Other)\n")
        let other = try add("--base-url", account.server.url, "--account", "5")
        #expect(other.errors == "error: the token reaches no account 5; it reaches 12 (Shop), 30 (Other)\n")
        #expect(try add("--base-url", account.server.url, "--account", "30").status == 0)
        // The short form would not say which of them is meant.
        #expect(account.server.log.last?.account == 30)
        let second = try add("--base-url", account.server.url, "--account", "12")
        #expect(
            second.errors
                == "error: the workspace mirrors account 30 (Other) already; 'lunation remote remove' parts it from that first\n")
        let url = try add("--base-url", "mailtrap.io")
        #expect(url.errors == "error: 'mailtrap.io' is no address of a server: it begins with https:// or http://\n")
        let nobody = try add("--base-url", "http://127.0.0.1:9")
        #expect(nobody.status == 6)
        #expect(nobody.errors == "error: the account could not be reached (connection refused)\n")
        account.server.fail { $0.path == "/contacts/lists" ? .refuse(403, body: #"{"errors":"Access forbidden"}"#) : nil }
        let denied = try add("--base-url", account.server.url, "--account", "30")
        #expect(denied.errors == "error: the token has no access to the contacts of account 30 (Other): 403: Access forbidden\n")
    }

    @Test func whatIsQueuedIsNotForgottenByAccident() throws {
        let account = try Account()
        account.fill()
        try account.add()
        try account.shop.folder.write("email\ndan@example.com\n", to: "new.csv")
        try account.shop.succeed("import", "new.csv")
        let refused = try account("remote", "remove")
        #expect(refused.status == 2)
        #expect(
            refused.errors == "error: 1 change is queued for the account; 'lunation sync push' delivers them, "
                + "'lunation remote remove --force' forgets them\n")
        #expect(try account("remote", "remove", "--force").status == 0)
    }
}
