import Formats
import MailtrapServer
import Testing

/// A workspace and the account on a server in this process that it is to mirror.
struct Account {
    static let token = "secret-token-4711"
    let shop: Shop
    let server: FakeServer

    init(_ accounts: [FakeAccount] = [FakeAccount(id: 12, name: "Shop")]) throws {
        shop = try Shop()
        server = try FakeServer(accounts)
        server.grant(Self.token, accounts.map(\.id))
    }

    /// Makes the account the workspace's, without limits.
    func add() throws {
        let outcome = try self("remote", "add", "mailtrap", "--token-env", "TOKEN", "--base-url", server.url, "--limits", "off")
        try #require(outcome.status == 0, "\(outcome)")
    }

    func callAsFunction(_ arguments: String...) throws -> Outcome {
        try Program.run(
            arguments + ["--workspace", "shop"], in: shop.folder, environment: ["TOKEN": Self.token, "NO_COLOR": "1"])
    }

    static func contact(
        _ number: Int, _ email: String, fields: [String: JSONValue] = [:], lists: Set<Int64> = [], isUnsubscribed: Bool = false
    ) -> FakeContact {
        let digits = String(repeating: "0", count: 12 - "\(number)".count) + "\(number)"
        return FakeContact(
            id: "018dd5e3-f6d2-7c00-8f9b-\(digits)", email: email, fields: fields, lists: lists, isUnsubscribed: isUnsubscribed)
    }

    /// Three contacts, a list and a field.
    func fill() {
        server.account { account in
            account.addList("News")
            account.addField("Plan", "text", tag: "plan")
            account.put(Self.contact(1, "ann@example.com", fields: ["plan": "pro"], lists: [2]))
            account.put(Self.contact(2, "bob@example.com", fields: ["plan": "free"], isUnsubscribed: true))
            account.put(Self.contact(3, "cal@example.com"))
        }
    }
}
