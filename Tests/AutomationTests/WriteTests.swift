import Automation
import Contacts
import Testing

struct WriteTests {
    /// What a script asks for, in the plan's words.
    private func titles(_ source: String) throws -> [String] {
        let plan = try TemporaryWorkspace().plan(source)
        return plan.summary.groups.map { "\($0.count) \($0.title)" } + plan.summary.events.map { "\($0.count) fire \($0.name)" }
    }

    @Test(
        arguments: [
            ("contact.get('ann@example.com').fields.plan = 'pro'", ["1 set plan"]),
            ("contact.get('ann@example.com').fields.plan = 'free'", []),
            ("contact.get('ann@example.com').fields.plan = nil", ["1 set plan"]),
            (
                "contact.get('ann@example.com'):add_to('VIP'):remove_from('News'):unsubscribe()",
                ["1 unsubscribe", "1 remove from list News", "1 add to list VIP"]
            ),
            ("contact.all():update { plan = 'x' }", ["5 set plan"]),
            ("contact.all():update { plan = 'x', visits = 3 }", ["5 set plan", "4 set visits"]),
            ("contact.all():add_to 'VIP'", ["3 add to list VIP"]),
            ("contact.all():remove_from 'VIP'", ["2 remove from list VIP"]),
            ("contact.all():unsubscribe()", ["5 unsubscribe"]),
            ("contact.get('ann@example.com'):delete()", ["1 delete contact"]),
            ("contact.all():fire('Hi', { n = 1 }, { key = 'k' }) contact.all():fire('Hi', {}, { key = 'k' })", ["5 fire Hi"]),
            ("contact.all():fire('Hi') contact.all():fire('Hi')", ["10 fire Hi"]),
            ("event.fire(contact.get 'ann@example.com', 'Hi')", ["1 fire Hi"]),
            (
                "contact.create { email = 'New@Example.com', fields = { plan = 'free' }, lists = { 'VIP' } }",
                ["1 create contact", "1 set plan", "1 add to list VIP"]
            ),
            ("contact.create { email = 'new@example.com' }:delete()", []),
            (
                "local f = field.create { name = 'Tier', type = 'integer' } for c in contact.all():each() do c.fields.tier = 1 end",
                ["1 create field tier", "5 set tier"]
            ),
            ("list.create 'Fresh'", ["1 create list Fresh"]),
            ("list.get 'VIP':rename 'Best'", ["1 rename list VIP to Best"]),
            ("list.get 'VIP':delete()", ["1 remove list VIP", "2 remove from list VIP"]),
            ("list.create('Fresh'):rename('Fresher'):delete()", []),
            ("print(field.get 'vip':delete())", ["1 remove field vip", "3 set vip"]),
            ("state.cursor = 1", ["1 remember cursor"]),
            ("contact.get('ann@example.com'):unsubscribe 'asked'", ["1 unsubscribe"]),
            ("contact.get('ann@example.com'):erase()", ["1 erase contact for good"]),
        ] as [(String, [String])])
    func staging(_ source: String, _ wanted: [String]) throws {
        #expect(try titles(source).sorted() == wanted.sorted())
    }

    /// A contact shows what has been staged for it.
    @Test func writesAreReadBack() throws {
        let fixture = try TemporaryWorkspace()
        try fixture.plan(
            """
            for c in contact.where(contact.lists:has "VIP"):each() do
              local before = c.fields.plan
              c.fields.plan = "gold"
              c:unsubscribe():add_to "News"
              print(before, c.fields.plan, c.status, c.lists:has "News")
            end
            local _, how = contact.upsert { email = "bob@example.com", fields = { visits = 11 } }
            local new, created = contact.upsert { email = "zed@example.com", fields = { visits = 1 } }
            print(how, created, new.email, new.fields.visits, contact.get("bob@example.com").fields.visits, contact.all():count())
            print(contact.where(contact.fields.plan:eq "gold" & contact.status:eq "unsubscribed"):count(), contact.where(contact.fields.visits:eq(1)):count())
            """)
        #expect(
            fixture.printed == [
                "Pro\tgold\tunsubscribed\ttrue", "größe\tgold\tunsubscribed\ttrue", "updated\tcreated\tzed@example.com\t1\t11\t6", "2\t1",
            ])
    }

    @Test(arguments: [
        ("contact.get('ann@example.com').fields.plam = 1", "no field 'plam' (did you mean 'plan'?)"),
        ("contact.get('ann@example.com').fields.visits = 'many'", "field 'visits' is invalid (integer expected, got text)"),
        ("contact.get('ann@example.com').fields.visits = 1.5", "field 'visits' is invalid (integer expected, got float)"),
        ("contact.get('ann@example.com').fields.plan = {}", "field 'plan' is a text and cannot hold a table"),
        ("contact.get('ann@example.com').fields.joined = 'soon'", "field 'joined' is invalid (a date as 'yyyy-mm-dd' expected, got text)"),
        ("contact.get('ann@example.com').plan = 'pro'", "contacts have no 'plan' to set; fields are set as c.fields.plan"),
        ("contact.get('ann@example.com').status = 'unsubscribed'", "contacts have no 'status' to set; use c:unsubscribe()"),
        ("print(contact.get('ann@example.com').plan)", "contacts have no 'plan'; fields are read as c.fields.plan"),
        ("print(contact.get('ann@example.com').emial)", "contacts have no 'emial' (did you mean 'email'?)"),
        ("contact.get('ann@example.com'):add_to 'Nws'", "no list 'Nws' (did you mean 'News'?); list.ensure \"Nws\" makes one"),
        ("contact.get('ann@example.com'):fire('')", "name can't be blank"),
        ("contact.get('ann@example.com'):fire('x', { a = {} })", "params value for 'a' must be a text, a number or a boolean"),
        ("contact.get('ann@example.com'):fire('x', {}, { kee = 'k' })", "no option 'kee' (did you mean 'key'?)"),
        (
            "contact.get('ann@example.com'):resubscribe()",
            "consent only goes down; a job that means to raise it declares allow = { \"resubscribe\" }"
        ),
        ("contact.create { email = 'ann@example.com' }", "there is a contact with this address already; use contact.upsert"),
        ("contact.create { email = 'ann' }", "email is invalid (no @ sign)"),
        ("contact.create { email = 'x@example.com', plan = 'pro' }", "a contact has no 'plan' to set"),
        ("list.create 'VIP'", "list 'VIP' exists already"),
        ("list.get 'VIP':rename 'News'", "list 'News' exists already"),
        ("local l = list.get 'VIP' l:delete() contact.all():add_to(l)", "list 'VIP' has been deleted"),
        ("local f = field.get 'vip' f:delete() f:delete()", "field 'vip' has been deleted"),
        ("field.get 'vip':delete() contact.all():update { vip = true }", "no field 'vip'"),
        ("contact.all():unsubscribe(('x'):rep(256))", "a reason has at most 255 characters"),
        ("field.create { name = 'X', type = 'number' }", "a field's type is text, integer, float, boolean or date"),
    ])
    func slipsAreExplained(_ source: String, _ message: String) throws {
        #expect(try TemporaryWorkspace().message(source) == "test.lua:1: " + message)
    }

    @Test func consentRisesOnlyWhereTheJobSaysSo() throws {
        let fixture = try TemporaryWorkspace()
        try fixture.run("contact.get('ann@example.com'):unsubscribe()")
        try fixture.run("job { allow = { 'resubscribe' } } contact.get('ann@example.com'):resubscribe()")
        #expect(try fixture.names("contact.status:eq 'unsubscribed'") == "")
    }
}
