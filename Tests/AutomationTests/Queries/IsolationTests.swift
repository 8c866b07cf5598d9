import Automation
import ContactStore
import Contacts
import Testing

/// A query sees what was staged before it began, never what is staged while it is walked.
struct IsolationTests {
    private static let earlier = ["", "contact.get(\"cyd@example.org\").fields.visits = 1\n"]

    @Test(arguments: earlier)
    func each(_ earlier: String) throws {
        #expect(
            try TemporaryWorkspace.output(
                earlier
                    + """
                    local names = {}
                    for c in contact.where(contact.fields.plan:is_set()):each() do
                      names[#names + 1] = c.email:sub(1, 3) .. "=" .. c.fields.plan
                      contact.all():update { plan = "late" }
                      contact.get("cyd@example.org").fields.plan = "late"
                      contact.upsert { email = "new" .. #names .. "@example.com", fields = { plan = "new" } }
                    end
                    print(table.concat(names, " "))
                    """) == "ann=free bob=late dee=late eve=late")
    }

    /// A long walk reads its contacts in pages; a page must not know what was staged during the one before.
    @Test(arguments: [20_000])
    func pages(_ count: Int) throws {
        let fixture = try TemporaryWorkspace()
        let csv = "email,visits\n" + (1...count).map { "p\($0)@example.com,\($0)\n" }.joined()
        _ = try ContactImporter(store: fixture.workspace.store, clock: LogicalClock(now: fixture.now)).run(
            fixture.write(csv, "p.csv"), startedAt: fixture.now)
        try fixture.plan(
            """
            local walked = 0
            for c in contact.where(contact.fields.visits:gt(100)):each() do
              if walked == 0 then contact.where(contact.fields.visits:gt(10000)):update { visits = 0 } end
              walked = walked + 1
            end
            print(walked, contact.where(contact.fields.visits:gt(100)):count())
            """)
        #expect(fixture.printed == ["\(count - 100)\t9900"])
    }

    /// The values of a pluck are those of its beginning too.
    @Test(arguments: earlier)
    func pluck(_ earlier: String) throws {
        #expect(
            try TemporaryWorkspace.output(
                earlier
                    + """
                    local seen = {}
                    for email, visits in contact.where(contact.fields.visits:ge(1)):pluck("email", "fields.visits") do
                      seen[#seen + 1] = email:sub(1, 3) .. "=" .. visits
                      contact.all():update { visits = 0 }
                      if #seen == 1 then contact.get("dee@mail.example.com"):delete() end
                    end
                    print(table.concat(seen, " "))
                    """) == (earlier.isEmpty ? "ann=3 bob=10 dee=7" : "ann=3 bob=10 cyd=1 dee=7"))
    }

    /// A query that begins later sees all of it, in whatever loop it begins.
    @Test func innerQueries() throws {
        #expect(
            try TemporaryWorkspace.output(
                """
                local left = {}
                for c in contact.where(contact.fields.plan:is_set()):each() do
                  c.fields.plan = nil
                  left[#left + 1] = contact.where(contact.fields.plan:is_set()):count()
                  for other in contact.where(contact.fields.plan:is_set()):each() do left[#left + 1] = other.email:sub(1, 3) break end
                end
                print(table.concat(left, " "))
                """) == "3 bob 2 dee 1 eve 0")
    }

    /// Hundreds of walks over staged contacts, most of them left half-way, do not pile up tables.
    @Test func manyWalks() throws {
        #expect(
            try TemporaryWorkspace.output(
                """
                contact.all():update { visits = 5 }
                local n = 0
                for i = 1, 300 do
                  for email, visits in contact.where(contact.fields.visits:eq(5)):pluck("email", "fields.visits") do
                    n = n + visits
                    if i % 2 == 0 then break end
                  end
                end
                print(n)
                """) == "4500")
    }
}
