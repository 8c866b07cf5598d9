import Testing

struct QueryCombinationTests {
    private static let setup = """
        local function names(q)
          local names = {}
          for email in q:pluck("email") do names[#names + 1] = email:sub(1, 3) end
          return table.concat(names, " ")
        end
        local all, f = contact.all(), contact.fields
        local top = all:order_by("fields.visits", "desc"):limit(2)

        """

    private func output(_ source: String) throws -> String { try TemporaryWorkspace.output(Self.setup + source) }

    /// A query with a limit is a set of contacts like any other.
    @Test func ofLimitedQueries() throws {
        #expect(
            try output(
                """
                local vip = contact.where(contact.lists:has "VIP")
                print(names(top:union(vip)), names(top:intersect(vip)), names(top:except(vip)), names(vip:except(top)))
                print(names(top:union(vip:limit(1)):where(f.plan:eq "PRO")), top:union(vip):count())
                """) == "bob dee eve\tbob\tdee\teve\ndee\t3")
    }

    @Test func ofSampledQueries() throws {
        #expect(
            try output(#"print(all:except(all:sample(0.5)):union(all:sample(0.5)):count(), all:sample(0):union(top):count())"#) == "5\t2")
    }

    /// Each call works on what the one before has left.
    @Test func stepsFollowEachOther() throws {
        #expect(
            try output(
                """
                print(names(top), names(top:order_by("email", "desc")), names(top:where(contact.email:starts_with "d")))
                print(names(top:where { vip = true }), names(all:where(f.visits:ge(7)):where(f.vip:is_true()):limit(1)))
                print(names(top:limit(1)), names(top:order_by("email", "desc"):limit(1)))
                """) == "bob dee\tdee bob\tdee\ndee\tdee\nbob\tdee")
    }

    @Test func refuseToLoseAnOrder() throws {
        #expect(
            try TemporaryWorkspace.message(#"contact.all():order_by("email"):except(contact.all())"#)
                == "test.lua:1: except would lose the order of a query; sort what it answers, as in a:except(b):order_by(…)")
    }

    @Test func writes() throws {
        #expect(
            try output(
                """
                print(top:union(contact.where(contact.lists:has "VIP")):update { plan = "team", visits = 8 })
                print(names(contact.where { plan = "team", visits = 8 }), top:add_to "News", names(top))
                """) == "3\nbob dee eve\t1\tbob dee")
    }

    /// Nesting has a limit that is told, not a crash of the database's parser or of the host.
    @Test(arguments: [
        ("q:limit(5):order_by('email')", "a query of more than 50 steps, each on what a limit or another query left"),
        ("q:union(contact.all():limit(1))", "a query of more than 50 steps, each on what a limit or another query left"),
        ("q:union(q:limit(1))", "a query of more than 200 queries; put the contacts on a list instead"),
        ("q:union(q)", "the expression has more than 10000 tests; use :any_of{…} or a segment"),
        ("q:where(contact.email:is_set())", "the expression is more than 200 levels deep; use :any_of{…} instead of chains of |"),
    ])
    func depth(_ step: String, _ problem: String) throws {
        let message = try TemporaryWorkspace.message("local q = contact.all()\nfor _ = 1, 200000 do\nq = \(step) end\nprint(q:count())")
        #expect(message?.hasPrefix("test.lua:3: ") == true)
        #expect(message?.contains(problem) == true, "\(message ?? "")")
    }

    @Test func someStepsAreTaken() throws {
        #expect(
            try output(
                "local q = contact.all()\nfor _ = 1, 8 do q = q:limit(5):order_by('email', 'desc') end\nprint(q:count(), q:first().email)")
                == "5\teve@example.com")
    }
}
