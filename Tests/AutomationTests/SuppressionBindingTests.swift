import Automation
import ContactStore
import Contacts
import Testing

struct SuppressionBindingTests {
    @Test func scriptsReadWhatIsBlocked() throws {
        let fixture = try blocked()
        try fixture.plan(
            """
            print(suppression.count(), suppression.has "ANN@example.com", suppression.has "bob@example.com", suppression.has "no address")
            for email, reason, at in suppression.each() do print(email, reason, at) end
            for c in contact.where(contact.fields.plan:is_set()):each() do print(c.email, c.suppressed) end
            """)
        #expect(
            fixture.printed == [
                "2\ttrue\tfalse\tfalse", "ann@example.com\tbounce\t1998-06-01T00:00:00.000Z",
                "zoe@example.net\tunknown\t1998-07-01T00:00:00.000Z",
                "ann@example.com\ttrue", "bob@example.com\tfalse", "dee@mail.example.com\tfalse", "eve@example.com\tfalse",
            ])
    }

    @Test(arguments: [
        ("contact.suppressed", "ann"), ("contact.suppressed:is_true()", "ann"), ("contact.suppressed:is_false()", "bob cyd dee eve"),
        ("~contact.suppressed & contact.lists:has 'VIP'", "bob eve"),
    ])
    func filtersAskForIt(_ expression: String, _ names: String) throws {
        #expect(try blocked().names(expression) == names)
    }

    @Test func scriptsCannotBlock() throws {
        let fixture = try blocked()
        #expect(try fixture.message("contact.get('ann@example.com').suppressed = false") != nil)
        #expect(try fixture.message("suppression.add 'ann@example.com'") != nil)
        #expect(try fixture.workspace.store.snapshot(clock: LogicalClock(now: fixture.now)).suppressionCount() == 2)
    }

    private func blocked() throws -> TemporaryWorkspace {
        let fixture = try TemporaryWorkspace()
        let file = try fixture.write("email,reason,at\nann@example.com,bounce,1998-06-01\nzoe@example.net,,\n", "blocked.csv")
        _ = try SuppressionImporter(
            store: fixture.workspace.store, errorsFolder: fixture.workspace.path, clock: LogicalClock(now: fixture.now)
        ).run(file, startedAt: fixture.now)
        return fixture
    }
}
