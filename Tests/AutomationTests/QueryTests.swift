import Automation
import ContactStore
import Contacts
import Testing

struct QueryTests {
    private func output(_ source: String) throws -> String {
        let fixture = try TemporaryWorkspace()
        try fixture.plan(source)
        return fixture.printed.joined(separator: "\n")
    }

    @Test func walks() throws {
        #expect(
            try output(
                "for c in contact.all():each() do print(c.email, c.status, c.created_at, c.fields.plan, c.fields.joined, c.fields.vip, c.fields.score) end"
            ) == """
                ann@example.com\tsubscribed\t1997-01-01T00:00:00.000Z\tfree\t1997-01-01\ttrue\t1.5
                bob@example.com\tsubscribed\t1997-06-01T12:00:00.000Z\tPro\t1997-06-30\tfalse\t2.0
                cyd@example.org\tsubscribed\t1998-06-30T00:00:00.000Z\tnil\tnil\tnil\tnil
                dee@mail.example.com\tsubscribed\t1998-01-01T00:00:00.000Z\tPRO\t1998-07-01\ttrue\t10.25
                eve@example.com\tsubscribed\t1996-02-29T00:00:00.000Z\tgröße\t1996-02-29\tnil\t-1.0
                """)
    }

    /// A contact that the loop has left is still the contact that it was.
    @Test func contactsOutliveTheirLoop() throws {
        #expect(
            try output(
                """
                local kept = {}
                for c in contact.all():each() do kept[#kept + 1] = c end
                for _, c in ipairs(kept) do print(c.email, c.fields.visits) end
                print(kept[1] == contact.get "ann@example.com", kept[1] == kept[2])
                """) == """
                    ann@example.com\t3
                    bob@example.com\t10
                    cyd@example.org\tnil
                    dee@mail.example.com\t7
                    eve@example.com\t0
                    true\tfalse
                    """)
    }

    @Test func pluck() throws {
        #expect(
            try output(#"for e, p in contact.where(contact.lists:has "VIP"):pluck("email", "fields.plan") do print(e, p) end"#)
                == "bob@example.com\tPro\neve@example.com\tgröße")
    }

    @Test func orderAndLimit() throws {
        #expect(
            try output(#"for c in contact.all():order_by("fields.score", "desc"):limit(3):each() do print(c.email, c.fields.score) end"#)
                == "dee@mail.example.com\t10.25\nbob@example.com\t2.0\nann@example.com\t1.5")
        #expect(try output(#"for c in contact.all():order_by("fields.score"):each() do print(c.email) end"#).hasSuffix("cyd@example.org"))
        #expect(try output("print(contact.all():limit(2):count(), contact.all():limit(0):count())") == "2\t0")
    }

    @Test func firstAndExists() throws {
        #expect(
            try output(
                #"print(contact.where(contact.lists:has "VIP"):first().email, contact.where(contact.fields.visits:gt(99)):first(), contact.all():exists())"#
            ) == "bob@example.com\tnil\ttrue")
    }

    @Test func setsOfQueries() throws {
        #expect(
            try output(
                """
                local vip, news = contact.where(contact.lists:has "VIP"), contact.where(contact.lists:has "News")
                print(vip:union(news):count(), vip:intersect(news):count(), vip:except(news):count())
                """) == "3\t1\t1")
    }

    /// A sample of a share is the same contacts whatever else is in the store.
    @Test func samplesAreStable() throws {
        let fixture = try TemporaryWorkspace()
        let csv = "email\n" + (1...2_000).map { "s\($0)@example.com\n" }.joined()
        _ = try ContactImporter(store: fixture.workspace.store, clock: LogicalClock(now: fixture.now)).run(
            fixture.write(csv, "s.csv"), startedAt: fixture.now)
        func sample() throws -> Set<String> {
            let fixtureCount = fixture.printed.count
            try fixture.plan("for c in contact.all():sample(0.1):each() do print(c.email) end")
            return Set(fixture.printed[fixtureCount...])
        }
        let first = try sample()
        #expect((120...280).contains(first.count))
        _ = try ContactImporter(store: fixture.workspace.store, clock: LogicalClock(now: fixture.now)).run(
            fixture.write("email\nlate@example.com\n", "l.csv"), startedAt: fixture.now)
        #expect(try sample().subtracting(["late@example.com"]) == first)
    }

    @Test func listsOfAContact() throws {
        #expect(
            try output(
                """
                local bob = contact.get "bob@example.com"
                print(#bob.lists, bob.lists:has "VIP", bob.lists:has "News", table.concat(bob.lists:names(), ","))
                for i, name in pairs(bob.lists) do print(i, name) end
                """) == "2\ttrue\ttrue\tNews,VIP\n1\tNews\n2\tVIP")
    }

    @Test func eventsOfAContact() throws {
        #expect(
            try output(
                #"for e in contact.get("ann@example.com"):events("Purchase") do print(e.name, e.at, e.params.amount, e.params.item) end"#)
                    == """
                    Purchase\t1998-06-30T00:00:00.000Z\t10\tbook
                    Purchase\t1998-01-01T00:00:00.000Z\t25.5\tcd
                    Purchase\t1997-01-01T00:00:00.000Z\t1\tcd
                    """)
    }

    @Test func collections() throws {
        #expect(
            try output(
                """
                print(list.get("VIP").name, list.get("VIP"):count(), list.get "none", #list.all(), list.ensure "VIP" == list.get "VIP")
                print(field.get("visits").type, field.get "none", #field.all())
                print(contact.get "nobody@example.com", contact.get(contact.get("ann@example.com").id).email)
                """) == "VIP\t2\tnil\t2\ttrue\ninteger\tnil\t5\nnil\tann@example.com")
    }

    /// A walk over many pages visits every contact once, whatever it reads on the way.
    @Test func pagesJoin() throws {
        let fixture = try TemporaryWorkspace()
        let csv = "email,visits,plan\n" + (1...20_000).map { "p\($0)@example.com,\($0),x\($0 % 7)\n" }.joined()
        _ = try ContactImporter(store: fixture.workspace.store, clock: LogicalClock(now: fixture.now)).run(
            fixture.write(csv, "p.csv"), startedAt: fixture.now)
        try fixture.plan(
            """
            local n, sum, texts, last = 0, 0, {}, 0
            for c in contact.where(contact.fields.visits:ge(0) & contact.email:starts_with "p"):each() do
              n = n + 1
              if n > 9000 then sum = sum + c.fields.visits end
              texts[c.fields.plan] = (texts[c.fields.plan] or 0) + 1
            end
            print(n, sum, texts.x0, texts.x6)
            """)
        #expect(fixture.printed == ["20000\t\((9_001...20_000).reduce(0, +))\t2857\t2857"])
    }

    /// Whatever a loop's body asks and stages, the walk goes on over the contacts that it began with.
    @Test(arguments: [
        "contact.where(contact.lists:has 'VIP'):each()", "contact.where(contact.events('Purchase'):any()):each()",
        "contact.where(contact.lists:has 'VIP'):order_by('email'):each()", "contact.where(contact.lists:has 'VIP'):pluck('email')",
        "event.all():each()", "contact.where(contact.lists:has 'VIP'):limit(9):each()",
    ])
    func walksGoOnWhateverIsAskedInside(_ walk: String) throws {
        let fixture = try TemporaryWorkspace()
        try fixture.plan(
            """
            local plain, busy = 0, 0
            for _ in \(walk) do plain = plain + 1 end
            for c in \(walk) do
              busy = busy + 1
              contact.get("ann@example.com").fields.visits = busy
              local first = contact.where(contact.fields.visits:ge(1)):first()
              for d in contact.where(contact.lists:has "News"):order_by("email"):each() do d.fields.plan = "p" .. busy end
              contact.all():limit(2):update { plan = "q", visits = busy }
              contact.all():fire("Walked", {}, { key = tostring(busy) })
              contact.all():group("fields.plan"):count()
            end
            print(plain, busy)
            """)
        let counts = try #require(fixture.printed.first).split(separator: "\t")
        #expect(counts.first == counts.last && counts.first != "0")
    }
}
