import ContactStore
import Testing

@testable import Automation

struct FilterWordsTests {
    @Test(arguments: [
        ("contact.fields.plan:eq 'pro'", "fields.plan is 'pro'", ["fields.plan missing: not matched"]),
        ("~contact.fields.plan:eq 'pro'", "not fields.plan is 'pro'", ["fields.plan missing: matched"]),
        ("contact.email:contains 'a'", "email contains 'a'", []),
        ("contact.fields.plan:is_missing() | contact.fields.visits:is_set()", "(fields.plan is missing or fields.visits is set)", []),
        (
            "contact.fields.visits:gt(3) & ~contact.fields.visits:gt(9) & contact.suppressed",
            "(fields.visits is greater than 3 and not fields.visits is greater than 9 and suppressed)",
            [
                "fields.visits missing: not matched (fields.visits is greater than 3)",
                "fields.visits missing: matched (not fields.visits is greater than 9)",
            ]
        ),
        ("contact.lists:has 'VIP' | contact.lists:has 'News'", "(on list 'VIP' or on list 'News')", []),
        (
            "contact.events('Purchase'):where(event.params.item:eq 'cd'):any()", "any event 'Purchase' where event.params.item is 'cd'",
            ["event.params.item missing: the event does not count"]
        ),
        (
            "~contact.events('Purchase'):last():within('30d')", "not the last event 'Purchase' is within the last 30d",
            ["the last event 'Purchase' missing: matched"]
        ),
        (
            "contact.events('Purchase'):sum('amount'):gt(5)", "the sum of amount of event 'Purchase' is greater than 5.0",
            ["the sum of amount of event 'Purchase' missing: taken as 0"]
        ),
        (
            "~segment 'Paying'", "not in segment 'Paying' (fields.plan is one of 'pro', 'team')", ["fields.plan missing: matched"]
        ),
    ])
    func rulesInWords(_ expression: String, _ words: String, _ missing: [String]) throws {
        let fixture = try TemporaryWorkspace()
        try fixture.run("segment.define('Paying', contact.fields.plan:any_of { 'pro', 'team' })")
        try fixture.plan("local e = \(expression)\nprint(e)\nprint(contact.where(e):explain())")
        #expect(fixture.printed.first == words)
        #expect(fixture.printed.last?.hasPrefix(([words] + missing).joined(separator: "\n") + "\n") == true)
    }
}
