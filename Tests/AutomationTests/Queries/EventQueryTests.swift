import Testing

struct EventQueryTests {
    private let each = #"do print(e.contact.email, e.name, e.at, e.params.amount) end"#

    @Test func walks() throws {
        #expect(
            try TemporaryWorkspace.output(
                #"for e in event.where(event.name:eq "Purchase" & event.at:after "1997-06-30"):each() "# + each)
                    == """
                    ann@example.com\tPurchase\t1998-06-30T00:00:00.000Z\t10
                    ann@example.com\tPurchase\t1998-01-01T00:00:00.000Z\t25.5
                    bob@example.com\tPurchase\t1997-07-01T00:00:00.000Z\t100
                    eve@example.com\tPurchase\t1998-07-01T00:00:00.000Z\t7
                    """)
        #expect(
            try TemporaryWorkspace.output(#"for e in event.all():order_by("params.amount", "desc"):limit(2):each() "# + each)
                == """
                bob@example.com\tPurchase\t1997-07-01T00:00:00.000Z\t100
                ann@example.com\tPurchase\t1998-01-01T00:00:00.000Z\t25.5
                """)
    }

    @Test func counts() throws {
        #expect(
            try TemporaryWorkspace.output(
                """
                local big = event.where(event.params.amount:ge(10))
                print(big:count(), big:exists(), big:limit(2):count(), big:where(event.params.amount:gt(99)):count())
                print(big:order_by("at"):first().params.item, event.where(event.name:eq "Nothing"):first())
                print(event.where(event.name:starts_with "purch"):count(), event.where(event.name:ne "Purchase"):exists())
                print(event.where(~event.name:any_of { "Purchase", "Other" }):count())
                """) == "3\ttrue\t2\t1\nbook\tnil\n5\tfalse\n0")
    }

    @Test func groups() throws {
        #expect(
            try TemporaryWorkspace.output(
                """
                contact.get("cyd@example.org"):fire("Signup", { item = true, amount = "no number" })
                for name, n in event.all():group("name"):count() do print(name, n) end
                for item, sum in event.all():group("params.item"):sum("params.amount") do print(item, sum) end
                for item, at in event.all():group("params.item", "name"):max("at") do print(item, at) end
                print(event.all():sum("params.amount"), event.all():min("at"), event.all():avg("params.none"))
                """) == """
                    Purchase\t5
                    Signup\t1
                    book\t110
                    cd\t33.5
                    true\t0
                    book\tPurchase
                    cd\tPurchase
                    true\tSignup
                    143.5\t1997-01-01T00:00:00.000Z\tnil
                    """)
    }

    @Test func leadToContacts() throws {
        #expect(
            try TemporaryWorkspace.output(
                """
                local buyers = event.where(event.name:eq "Purchase" & event.params.item:eq "cd"):contacts()
                for email in buyers:pluck("email") do print(email) end
                print(event.all():contacts():count(), buyers:except(contact.where(contact.lists:has "VIP")):count())
                """) == "ann@example.com\neve@example.com\n3\t1")
    }

    /// Staged events are part of the log, those of a name that only the run knows included.
    @Test func seeWhatIsStaged() throws {
        #expect(
            try TemporaryWorkspace.output(
                """
                contact.all():fire("Hello", { n = 1 })
                print(event.where(event.name:eq "Hello"):count(), event.where(event.name:contains "hell"):count())
                print(event.all():count(), event.where(event.name:eq "Hello"):first().contact.email)
                print(contact.where(contact.events("Hello"):where(event.name:starts_with "H"):any()):count())
                """) == "5\t5\n10\tann@example.com\n5")
    }

    /// What is fired while events are walked is not walked.
    @Test(arguments: ["", "contact.get(\"cyd@example.org\"):fire \"Purchase\"\n"])
    func standWhileTheyAreWalked(_ earlier: String) throws {
        #expect(
            try TemporaryWorkspace.output(
                earlier
                    + """
                    local n = 0
                    for e in event.where(event.name:eq "Purchase"):each() do
                      n = n + 1
                      if n == 1 then contact.get("ann@example.com"):delete() end
                      contact.get("bob@example.com"):fire("Purchase", { n = n })
                    end
                    print(n, event.all():count())
                    """) == (earlier.isEmpty ? "5\t10" : "6\t12"))
    }

    /// Events outlive their contacts.
    @Test func ofDeletedContacts() throws {
        #expect(
            try TemporaryWorkspace.output(
                """
                contact.get("ann@example.com"):delete()
                for e in event.all():each() do print(e.contact and e.contact.email, e.params.item) end
                """) == "nil\tbook\nnil\tcd\nnil\tcd\nbob@example.com\tbook\neve@example.com\tcd")
    }

    @Test func testOnlyEvents() throws {
        #expect(
            try TemporaryWorkspace.message(#"event.where(contact.status:eq "subscribed")"#)
                == """
                test.lua:1: in queries of events only event.name, event.at and event.params can be tested; \
                contact.where(… & contact.events(name):any()) asks about contacts
                """)
        #expect(
            try TemporaryWorkspace.message(#"event.all():group("plan")"#)
                == "test.lua:1: events have no property 'plan'; there are name, at and params.NAME")
        #expect(
            try TemporaryWorkspace.message("event.all():limit(1):contacts()")
                == "test.lua:1: contacts() is of all events of a query; ask for them before the limit")
    }
}
