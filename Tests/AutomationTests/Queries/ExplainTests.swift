import Testing

struct ExplainTests {
    /// The words of an explanation: what stands before its SQL.
    private func words(_ query: String) throws -> String {
        let output = try TemporaryWorkspace.output("print((\(query)):explain())")
        return String(output.split(separator: "\n\n", maxSplits: 1).first ?? "") + "\n"
    }

    @Test func order() throws {
        let text = try words(#"contact.all():order_by("fields.joined", "desc"):order_by("email"):sample(0.5):limit(3)"#)
        #expect(text.contains("a share of 0.5 of them, by a hash of their ids\n"))
        #expect(text.contains("sorted by fields.joined (latest first, missing values last), then email (ascending)\n"))
        #expect(text.contains("the first 3 of them\n"))
        #expect(text.contains("A test of a missing value is false"))
        #expect(try words("contact.all():limit(3)").contains("the first 3 of them, as they were created\n"))
    }

    @Test func combinations() throws {
        let text = try words(
            #"contact.all():limit(3):except(contact.where(contact.fields.vip:is_true())):where(contact.fields.plan:is_set())"#)
        #expect(text.hasPrefix("((every contact, the first 3 of them, as they were created) and not ("))
    }

    @Test func whatIsStaged() throws {
        let output = try TemporaryWorkspace.output(
            """
            contact.all():update { plan = "pro" }
            contact.all():add_to "VIP"
            contact.all():fire "Hello"
            print(contact.all():explain())
            """)
        #expect(output.contains("with what the run has staged so far: fields.plan, list VIP, events\n"))
    }

    @Test func sqlAndPlan() throws {
        let parts = try TemporaryWorkspace.output(#"print(contact.where(contact.email:eq "a@b.de"):explain())"#).split(separator: "\n")
        #expect(parts.contains { $0.hasPrefix("SELECT c.id FROM contact c WHERE (c.email = ?)") })
        #expect(parts.last?.contains("contact_email") == true)
    }

    @Test func events() throws {
        let text = try words(#"event.where(event.name:eq "Purchase"):order_by("at"):limit(2)"#)
        #expect(text.hasPrefix("event.name is 'Purchase'"))
        #expect(text.contains("sorted by event.at (earliest first)\nthe first 2 of them"))
    }
}
