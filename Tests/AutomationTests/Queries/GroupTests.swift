import Testing

struct GroupTests {
    /// A missing key is the empty text, which a loop does not end at, and comes last.
    @Test func counts() throws {
        #expect(
            try TemporaryWorkspace.output(#"for plan, n in contact.all():group("fields.plan"):count() do print(plan, n) end"#)
                == "PRO\t1\nPro\t1\nfree\t1\ngröße\t1\n\t1")
        #expect(
            try TemporaryWorkspace.output(
                #"for vip, n in contact.all():group("fields.vip"):count() do print(math.type(vip), vip == "", vip, n) end"#)
                == "nil\tfalse\tfalse\t1\nnil\tfalse\ttrue\t2\nnil\ttrue\t\t2")
    }

    @Test func severalKeys() throws {
        #expect(
            try TemporaryWorkspace.output(
                """
                for domain, vip, n in contact.all():group("email:domain()", "fields.vip"):count() do print(domain, vip, n) end
                """) == """
                    example.com\tfalse\t1
                    example.com\ttrue\t1
                    example.com\t\t1
                    example.org\t\t1
                    mail.example.com\ttrue\t1
                    """)
    }

    @Test func aggregatesOfGroups() throws {
        #expect(
            try TemporaryWorkspace.output(
                """
                local groups = contact.all():group("fields.vip")
                for vip, sum in groups:sum("fields.visits") do print(vip, sum) end
                for vip, mean in groups:avg("fields.visits") do print(vip, mean) end
                for vip, day in groups:max("fields.joined") do print(vip, day) end
                for vip, score in groups:min("fields.score") do print(vip, score) end
                """) == """
                    false\t10
                    true\t10
                    \t0
                    false\t10.0
                    true\t5.0
                    \t0.0
                    false\t1997-06-30
                    true\t1998-07-01
                    \t1996-02-29
                    false\t2.0
                    true\t1.5
                    \t-1.0
                    """)
    }

    @Test func aggregatesOfQueries() throws {
        #expect(
            try TemporaryWorkspace.output(
                """
                local all, none = contact.all(), contact.where(contact.fields.visits:gt(99))
                print(all:sum("fields.visits"), all:avg("fields.visits"), all:min("fields.joined"), all:max("created_at"))
                print(none:sum("fields.visits"), none:sum("fields.score"), none:avg("fields.visits"), none:max("fields.joined"))
                print(all:order_by("fields.visits", "desc"):limit(2):sum("fields.visits"))
                """) == "20\t5.0\t1996-02-29\t1998-06-30T00:00:00.000Z\n0\t0.0\tnil\tnil\n17")
    }

    @Test func seeWhatIsStaged() throws {
        #expect(
            try TemporaryWorkspace.output(
                """
                contact.where(contact.fields.visits:ge(7)):update { plan = "team" }
                contact.create { email = "gus@example.com", fields = { plan = "team", visits = 100 } }
                contact.get("eve@example.com"):delete()
                for plan, n in contact.all():group("fields.plan"):count() do print(plan, n) end
                for plan, sum in contact.all():group("fields.plan"):sum("fields.visits") do print(plan, sum) end
                """) == "free\t1\nteam\t3\n\t1\nfree\t3\nteam\t117\n\t0")
    }

    /// What is staged while groups are walked does not change them.
    @Test(arguments: ["", "contact.get(\"cyd@example.org\").fields.visits = 1\n"])
    func standWhileTheyAreWalked(_ earlier: String) throws {
        #expect(
            try TemporaryWorkspace.output(
                earlier
                    + """
                    for plan, n in contact.all():group("fields.plan"):count() do
                      print(plan, n)
                      contact.all():update { plan = "one" }
                    end
                    for plan, n in contact.all():group("fields.plan"):count() do print(plan, n) end
                    """) == "PRO\t1\nPro\t1\nfree\t1\ngröße\t1\n\t1\none\t5")
    }

    @Test func refuseWhatATypeHasNot() throws {
        #expect(
            try TemporaryWorkspace.message(#"contact.all():sum("fields.plan")"#)
                == "test.lua:1: 'sum' is for properties of the types integer, float; fields.plan is a text")
        #expect(
            try TemporaryWorkspace.message(#"contact.all():group("fields.plam")"#)
                == "test.lua:1: no property 'fields.plam' (did you mean 'fields.plan'?)")
        #expect(try TemporaryWorkspace.message("contact.all():group()") == "test.lua:1: group needs the name of a property")
    }
}
