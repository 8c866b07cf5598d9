import ContactStore
import Contacts
import Foundation
import Testing

@testable import Automation

/// What a host gets of contact data in logs, printed lines and errors: nothing, unless it asks.
struct DisclosureTests {
    private func outcome(_ source: String, _ change: (inout RunOptions) -> Void = { _ in }) throws -> (
        error: RunError?, log: [LogEntry], printed: [String]
    ) {
        let fixture = try TemporaryWorkspace()
        var log: [LogEntry] = []
        var printed: [String] = []
        let runner = fixture.runner {
            $0.showsData = false
            $0.log = { log.append($0) }
            $0.print = { printed.append($0) }
            change(&$0)
        }
        do {
            _ = try runner.plan(fixture.script(source))
            return (nil, log, printed)
        } catch let error as RunError {
            return (error, log, printed)
        }
    }

    @Test func hostsGetNoneUnlessTheyAsk() throws {
        let source = """
            local c = contact.get "eve@example.com"
            print(c.email, c.fields.plan)
            log.info("plan " .. c.fields.plan, { plan = c.fields.plan, n = 3 })
            error(c.fields.plan .. " of " .. c.email)
            """
        let hidden = try outcome(source)
        #expect(hidden.printed == ["‹email›\t‹value›"])
        #expect(hidden.log.map(\.text) == ["info: plan ‹value› n=3 plan=‹value› (test.lua:3)"])
        #expect(hidden.error?.description == "test.lua:4: ‹value› of ‹email›")
        let shown = try outcome(source) { $0.showsData = true }
        #expect(shown.printed == ["eve@example.com\tgröße"])
        #expect(shown.error?.description == "test.lua:4: größe of eve@example.com")
    }

    @Test func everyPartOfAnErrorIsCovered() throws {
        let sources = [
            "contact.get('eve@example.com'):add_to(contact.get('eve@example.com').fields.plan)",
            "error(contact.get('eve@example.com').fields.plan)",
            "contact.get('eve@example.com').fields.joined = contact.get('eve@example.com').fields.plan",
        ]
        for source in sources {
            let error = try #require(try outcome(source).error)
            var text = "\(error) "
            dump(error, to: &text)
            #expect(!text.contains("größe") && !text.contains("eve@"), "\(text)")
        }
    }

    @Test func wordsOfTheScriptAndNamesAreShown() throws {
        // A contact's plan is called as a list, as a field, as a word of the script in another case.
        let source = """
            for c in contact.where(contact.fields.plan:is_set()):each() do print(c.fields.plan) end
            print(("pro"):upper(), "free of charge", #"free", "grow")
            """
        #expect(try outcome(source).printed == ["free", "Pro", "PRO", "‹value›", "PRO\tfree of charge\t4\tgrow"])
    }

    @Test func figuresAreShown() throws {
        let groups = "for plan, n in contact.all():group('fields.plan'):count() do print(plan, n) end"
        #expect(try outcome(groups).printed.contains("größe\t1"))
        let numbers = "for c in contact.all():each() do print(c.fields.score, c.fields.vip, c.id == nil, c.created_at) end"
        #expect(try outcome(numbers).printed.first == "1.5\ttrue\tfalse\t1997-01-01T00:00:00.000Z")
    }

    @Test func secretsDescribeThemselvesByTheirNames() {
        let secrets = Secrets(["token": "s3cr3t-value", "key": "an0ther-value"])
        var text = "\(secrets) \(String(reflecting: secrets)) "
        dump(secrets, to: &text)
        #expect(text.contains("token") && text.contains("key"))
        #expect(!text.contains("s3cr3t") && !text.contains("an0ther"))
    }

    /// What was put in is found, and hardly anything else.
    @Test func seenTextsAreFound() {
        let seen = SeenTexts()
        func hash(_ text: String) -> TextHash { text.utf8.reduce(into: TextHash()) { $0.add($1) } }
        for number in 0..<200_000 { seen.insert("text \(number)") }
        for number in 0..<200_000 where !seen.contains(hash("TEXT \(number)")) {
            Issue.record("text \(number) is not found")
            break
        }
        let wrong = (200_000..<1_200_000).count { seen.contains(hash("text \($0)")) }
        #expect(wrong < 100, "\(wrong) of a million that were never put in")
    }
}
