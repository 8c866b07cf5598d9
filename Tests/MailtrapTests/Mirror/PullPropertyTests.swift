import Contacts
import Formats
import Foundation
import Mailtrap
import MailtrapServer
import Testing

/// Whatever happens in an account, after a pull the store holds what it holds.
struct PullPropertyTests {
    private static let addresses = (0..<12).map { "c\($0)@example.com" }

    @Test func theStoreFollowsTheAccount() async throws {
        let seed = UInt64(ProcessInfo.processInfo.environment["LUNATION_SEED"] ?? "") ?? .random(in: .min ... .max)
        let comment = Comment(rawValue: "LUNATION_SEED=\(seed)")
        var random = SplitMix64(seed: seed)
        let mirror = try MirrorFixture()
        mirror.server.account { account in
            account.addList("News")
            account.addField("Plan", "text", tag: "plan")
        }
        for _ in 0..<25 {
            let form: ExportForm? =
                Bool.random(using: &random)
                ? nil
                : ExportForm([
                    ("email", .email), ("plan", .field("plan")), ("status", .status), ("id", .id), ("lists", .listIDs(separator: ";")),
                ])
            let changes = (0..<Int.random(in: 1...5, using: &random)).map { _ in
                (
                    kind: Int.random(in: 0..<8, using: &random), address: Self.addresses.randomElement(using: &random)!,
                    number: Int.random(in: 0..<1_000_000, using: &random)
                )
            }
            mirror.server.account { account in
                account.form = form ?? ExportForm()
                for change in changes { Self.apply(change, to: &account) }
            }
            _ = try await mirror.pull {
                $0.mostDeletions = .percent(100)
                $0.resubscribes = true
            }
            let expected = mirror.server.account { Self.lines($0) }
            #expect(try mirror.contacts() == expected, comment)
        }
    }

    private static func apply(_ change: (kind: Int, address: String, number: Int), to account: inout FakeAccount) {
        let old = account.contact(change.address)
        var contact = old ?? MirrorFixture.contact(change.number, change.address)
        switch change.kind {
        case 0: return account.remove(change.address)
        case 1: contact.fields["plan"] = .string("p\(change.number % 3)")
        case 2: contact.fields["plan"] = nil
        case 3: contact.isUnsubscribed.toggle()
        case 4:
            if let list = account.lists.keys.sorted().first { contact.lists.formSymmetricDifference([list]) }
        case 5:
            // Somebody takes the address of somebody who goes, or one that is free.
            let other = addresses[change.number % addresses.count]
            if other != change.address { account.remove(other) }
            contact.email = other
        case 6:
            // Two change places.
            let other = addresses[change.number % addresses.count]
            guard other != change.address, var second = account.contact(other), old != nil else { return }
            account.remove(other)
            account.remove(change.address)
            second.email = change.address
            contact.email = other
            account.put(second)
        default: break
        }
        account.put(contact)
    }

    private static func lines(_ account: FakeAccount) -> [String] {
        account.byEmail.values.map { contact in
            var parts = [contact.email]
            if contact.isUnsubscribed { parts.append("unsubscribed") }
            if case .string(let plan)? = contact.fields["plan"] { parts.append("plan=\(plan)") }
            parts += contact.lists.compactMap { account.lists[$0] }.sorted().map { "+\($0)" }
            return parts.joined(separator: " ")
        }.sorted()
    }
}
