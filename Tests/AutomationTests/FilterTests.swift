import Testing

struct FilterTests {
    /// Each operator, and its complement, which has everybody else.
    @Test(arguments: [
        (#"contact.fields.plan:eq "free""#, "ann"),
        (#"contact.fields.plan:eq "pro""#, ""),
        (#"contact.fields.plan:ne "free""#, "bob dee eve"),
        (#"contact.fields.plan:any_of { "free", "Pro" }"#, "ann bob"),
        (#"contact.fields.plan:none_of { "free", "Pro" }"#, "dee eve"),
        (#"contact.fields.plan:is_set()"#, "ann bob dee eve"),
        (#"contact.fields.plan:is_missing()"#, "cyd"),
        (#"contact.fields.plan:contains "RO""#, "bob dee"),
        (#"contact.fields.plan:starts_with "GRÖ""#, "eve"),
        (#"contact.fields.plan:ends_with "ee""#, "ann"),
        (#"contact.fields.plan:matches "*r*""#, "ann bob dee eve"),
        (#"contact.fields.plan:matches "p?o""#, "bob dee"),
        (#"contact.email:eq "ANN@example.com""#, "ann"),
        (#"contact.email:domain():eq "example.org""#, "cyd"),
        (#"contact.email:ends_with "@Example.com""#, "ann bob eve"),
        (#"contact.fields.score:gt(2)"#, "dee"),
        (#"contact.fields.score:ge(2)"#, "bob dee"),
        (#"contact.fields.score:lt(2)"#, "ann eve"),
        (#"contact.fields.visits:le(3)"#, "ann eve"),
        (#"contact.fields.visits:between(3, 7)"#, "ann dee"),
        (#"contact.fields.joined:before "1997-06-30""#, "ann eve"),
        (#"contact.fields.joined:after "1997-06-30""#, "dee"),
        (#"contact.fields.joined:on "1998-07-01""#, "dee"),
        (#"contact.fields.joined:between("1997-01-01", "1997-06-30")"#, "ann bob"),
        (#"contact.fields.joined:within "366d""#, "bob dee"),
        (#"contact.fields.joined:older_than "366d""#, "ann eve"),
        (#"contact.fields.joined:older_than "365d""#, "ann bob eve"),
        (#"contact.fields.joined:anniversary()"#, "dee"),
        (#"contact.fields.joined:before(time.days_ago(365))"#, "ann bob eve"),
        (#"contact.created_at:before "1997-06-01""#, "ann eve"),
        (#"contact.created_at:after "1997-06-01""#, "cyd dee"),
        (#"contact.created_at:on "1997-06-01""#, "bob"),
        (#"contact.created_at:within "1d""#, "cyd"),
        (#"contact.created_at:between("1997-06-01", "1998-01-01")"#, "bob dee"),
        (#"contact.fields.vip:is_true()"#, "ann dee"),
        (#"contact.fields.vip:is_false()"#, "bob"),
        (#"contact.status:eq "subscribed""#, "ann bob cyd dee eve"),
        (#"contact.lists:has "VIP""#, "bob eve"),
        (#"contact.lists:has_any { "VIP", "News" }"#, "ann bob eve"),
        (#"contact.lists:has_all { "VIP", "News" }"#, "bob"),
        (#"contact.lists:has_any {}"#, ""),
        (#"contact.suppressed"#, ""),
        (#"contact.events("Purchase"):any()"#, "ann bob eve"),
        (#"contact.events("Purchase"):none()"#, "cyd dee"),
        (#"contact.events("Nothing"):none()"#, "ann bob cyd dee eve"),
        (#"contact.events("Purchase"):within("180d"):none()"#, "bob cyd dee"),
        (#"contact.events("Purchase"):count():ge(2)"#, "ann"),
        (#"contact.events("Purchase"):count():eq(0)"#, "cyd dee"),
        (#"contact.events("Purchase"):sum("amount"):gt(36)"#, "ann bob"),
        (#"contact.events("Purchase"):sum("amount"):eq(0)"#, "cyd dee"),
        (#"contact.events("Purchase"):min("amount"):lt(5)"#, "ann"),
        (#"contact.events("Purchase"):max("amount"):ge(100)"#, "bob"),
        (#"contact.events("Purchase"):avg("amount"):between(7, 13)"#, "ann eve"),
        (#"contact.events("Purchase"):last():before("1998-01-01")"#, "bob"),
        (#"contact.events("Purchase"):first():after("1998-01-01")"#, "eve"),
        (#"contact.events("Purchase"):where(event.params.item:eq "book"):any()"#, "ann bob"),
        (#"contact.events("Purchase"):where(event.params.amount:gt(9) & event.params.item:eq "cd"):any()"#, "ann"),
        (#"contact.events("Purchase"):where(event.params.item:gt(9)):any()"#, ""),
        (#"contact.events():any()"#, "ann bob eve"),
        // The clock stands at the first moment of 1 July.
        (#"contact.created_at:anniversary()"#, ""),
        (#"contact.created_at:anniversary_within "200d""#, "ann dee"),
        (#"contact.created_at:anniversary_within "1y""#, "ann bob cyd dee eve"),
        (#"contact.events("Purchase"):first():anniversary()"#, "bob eve"),
        (#"contact.events("Purchase"):last():anniversary()"#, "bob eve"),
        (#"contact.events("Purchase"):where(event.at:anniversary()):any()"#, "bob eve"),
        (#"contact.events("Purchase"):where(event.name:starts_with "pur"):any()"#, "ann bob eve"),
        (#"contact.events("Purchase"):where(event.params.item:any_of { 10, "book" }):any()"#, "ann bob"),
        (#"contact.events("Purchase"):where(event.params.item:before "2026-01-01"):any()"#, ""),
        (#"contact.events("Purchase"):where(event.params.amount:between(1, 7)):any()"#, "ann eve"),
        (#"contact.events("Purchase"):count():any_of {}"#, ""),
        (#"contact.status:starts_with "sub""#, "ann bob cyd dee eve"),
        (#"contact.status:matches "un*""#, ""),
        (#"contact.id:contains "-7""#, "ann bob cyd dee eve"),
        (#"contact.email:domain():eq "Example.ORG""#, "cyd"),
        (#"contact.where { plan = "free", vip = true }"#, "ann"),
    ])
    func operators(_ expression: String, _ wanted: String) throws {
        let fixture = try TemporaryWorkspace()
        #expect(try fixture.names(expression) == wanted, "\(expression)")
        guard !expression.hasPrefix("contact.where") else { return }
        let others = "ann bob cyd dee eve".split(separator: " ").filter { !wanted.split(separator: " ").contains($0) }
        #expect(try fixture.names("~(\(expression))") == others.joined(separator: " "), "~(\(expression))")
    }

    @Test func nestedConditions() throws {
        let fixture = try TemporaryWorkspace()
        let pro = #"contact.fields.plan:contains "pro""#
        #expect(try fixture.names("(\(pro) | contact.lists:has 'VIP') & ~contact.fields.vip:is_true()") == "bob eve")
        #expect(try fixture.names("~(\(pro) | contact.lists:has 'VIP') & contact.fields.plan:is_missing()") == "cyd")
    }

    /// Wrong types, unknown names and the usual slips are errors with the script's line and the fix.
    @Test(arguments: [
        ("contact.fields.plam:eq 'x'", "test.lua:1: no field 'plam' (did you mean 'plan'?)"),
        ("contact.fields.joined:gt(5)", "test.lua:1: 'gt' is for integer and float properties; fields.joined is a date"),
        ("contact.fields.visits:eq 'many'", "test.lua:1: fields.visits is an integer and cannot be compared with a string"),
        ("contact.fields.joined:before 'soon'", "test.lua:1: 'soon' is neither a date (yyyy-mm-dd) nor a time (ISO 8601)"),
        (
            "contact.fields.joined:within 'a month'",
            "test.lua:1: 'a month' is no span of time; write a number and a unit: 30d, 2w, 6mo, 1y, 12h, 15m"
        ),
        (
            "contact.status:eq 'subscribe'",
            "test.lua:1: a status is 'subscribed' or 'unsubscribed', not 'subscribe' (did you mean 'subscribed'?)"
        ),
        (
            "contact.where(event.at:within '1d')",
            "test.lua:1: event.at can only be tested inside contact.events(…):where() and event.where()"
        ),
        (
            "contact.events('P'):where(event.params.x:between(1, 'a'))",
            "test.lua:1: between takes two values of one type, not a number and a string"
        ),
        ("contact.fields.score:lt(0/0)", "test.lua:1: fields.score cannot be compared with what is not a number (nan)"),
        (
            "contact.where(contact.events('P'):count())",
            "test.lua:1: 'count()' is no condition by itself; say what it must be, as in count():ge(1)"
        ),
        ("segment 'VIP'", "test.lua:1: no segment 'VIP'; segment.define makes one"),
        ("contact.fields.visits:any_of { 1, 'x' }", "test.lua:1: fields.visits is an integer and cannot be compared with a string"),
        ("contact.lists:has 'VIPs'", "test.lua:1: no list 'VIPs' (did you mean 'VIP'?); list.ensure \"VIPs\" makes one"),
        (
            "contact.where(contact.status == 'subscribed')",
            "test.lua:1: expression expected, got boolean; use & | ~ instead of and, or, not, and :eq() instead of =="
        ),
        (
            "contact.where(contact.fields.plan)",
            "test.lua:1: 'fields.plan' is no condition by itself; say what it must be, as in fields.plan:is_set()"
        ),
        (
            "contact.where(contact.events 'Purchase')",
            "test.lua:1: contact.events(…) is no condition by itself; end it with :any(), :none() or :count():ge(1)"
        ),
        (
            "contact.events('P'):where(contact.status:eq 'subscribed')",
            "test.lua:1: inside events(…):where() only event.name, event.at and event.params can be tested"
        ),
    ])
    func slipsAreExplained(_ source: String, _ message: String) throws {
        let fixture = try TemporaryWorkspace()
        #expect(try fixture.message(source.hasPrefix("contact.where") ? source : "local _ = " + source) == message)
    }

    @Test func explainTellsTheRule() throws {
        let fixture = try TemporaryWorkspace()
        try fixture.plan(#"print(contact.where(contact.fields.visits:gt(3) & ~contact.lists:has "VIP"):explain())"#)
        let text = fixture.printed.joined(separator: "\n")
        #expect(text.contains("(fields.visits is greater than 3 and not on list 'VIP')\nfields.visits missing: not matched"))
        #expect(text.contains("A test of a missing value is false; ~ is the exact complement."))
        #expect(text.contains("SELECT c.id FROM contact c WHERE"))
        #expect(text.contains("SCAN c"))
    }

    @Test func depthIsLimited() throws {
        let fixture = try TemporaryWorkspace()
        let message = try fixture.message(
            "local e = contact.status:eq 'subscribed'\nfor i = 1, 500 do e = e | contact.fields.visits:eq(i) end")
        #expect(message == "test.lua:2: the expression is more than 200 levels deep; use :any_of{…} instead of chains of |")
    }
}
