import Contacts
import Testing

struct ValueTests {
    @Test func integersAreReadExactly() {
        for number in [Int64.min, -1, 0, 7, Int64.max] { #expect(Value(String(number), as: .integer) == .integer(number)) }
        for bad in ["", "-", "+", "1.0", "9223372036854775808", "-9223372036854775809", "1 ", "0x10"] {
            #expect(Value(bad, as: .integer) == nil, "\(bad)")
        }
    }

    @Test func floatsAreFinite() {
        #expect(Value("11.77", as: .float) == .float(11.77))
        for bad in ["inf", "nan", "", "1,5"] { #expect(Value(bad, as: .float) == nil, "\(bad)") }
    }

    @Test func booleansAreWords() {
        for yes in ["true", "YES", "1", "t"] { #expect(Value(yes, as: .boolean) == .boolean(true)) }
        for no in ["false", "No", "0"] { #expect(Value(no, as: .boolean) == .boolean(false)) }
        #expect(Value("maybe", as: .boolean) == nil)
    }

    @Test func fieldsConvertWhatLosesNothing() throws {
        let score = Field(id: 1, name: "Score", tag: "score", type: .float)
        let visits = Field(id: 2, name: "Visits", tag: "visits", type: .integer)
        let birthday = Field(id: 3, name: "Birthday", tag: "birthday", type: .date)
        #expect(try score.validated(.integer(3)) == .float(3))
        #expect(try visits.validated(.float(3)) == .integer(3))
        #expect(try birthday.validated(.text("1990-02-28")) == .date(try #require(CalendarDate("1990-02-28"))))
        #expect(throws: Invalid("visits", "is invalid (integer expected, got float)")) { try visits.validated(.float(3.5)) }
        #expect(throws: Invalid("birthday", "is invalid (a date as 'yyyy-mm-dd' expected, got text)")) {
            try birthday.validated(.text("soon"))
        }
        #expect(throws: Invalid("score", "is invalid (float expected, got text)")) { try score.validated(.text("high")) }
    }

    /// The limits and messages of the Contacts API.
    @Test func namesHaveLimits() throws {
        #expect(throws: Invalid("name", "is too long (maximum is 80 characters)")) {
            try Field(validating: 1, name: String(repeating: "n", count: 81), tag: "n", type: .text)
        }
        #expect(throws: Invalid("merge_tag", "can't be blank")) { try Field(validating: 1, name: "n", tag: "  ", type: .text) }
        #expect(throws: Invalid("merge_tag", "is reserved")) { try Field(validating: 1, name: "n", tag: "email", type: .text) }
        #expect(throws: Invalid("name", "is too long (maximum is 255 characters)")) {
            try ContactList(validating: 1, name: String(repeating: "n", count: 256))
        }
        #expect(throws: Invalid("name", "can't be blank")) { try EventDraft(name: "") }
        #expect(throws: Invalid("params", "value for 'note' is too long")) {
            try EventParameters([("note", .text(String(repeating: "x", count: 256)))])
        }
        #expect(try ContactList(validating: 1, name: "  VIP ").name == "VIP")
    }

    @Test func headersMakeTags() {
        #expect(Field.tag(for: "First Name") == "first_name")
        #expect(Field.tag(for: "E-Mail (work)") == "e_mail_work")
        #expect(Field.tag(for: "Status") == "status_field")
    }

    @Test func suggestionsAreNear() {
        #expect(Suggestion.nearest(to: "las_purchase", in: ["last_purchase", "first_purchase"]) == "last_purchase")
        #expect(Suggestion.nearest(to: "palm", in: ["plan", "spent"]) == nil)
        #expect(Suggestion.nearest(to: "paln", in: ["plan"]) == "plan")
    }

    @Test func textsFoldSimply() {
        #expect(CaseFolding.folded("STRASSE ΣΊΣΥΦΟΣ ſ") == CaseFolding.folded("strasse σίσυφος s"))
        #expect(CaseFolding.folded("Straße") == "straße")
    }

    @Test func globsMatchWhole() {
        #expect(Glob.matches("anna", "a*a"))
        #expect(Glob.matches("anna", "an?a"))
        #expect(!Glob.matches("anna", "an"))
        #expect(Glob.matches("", "*"))
        #expect(!Glob.matches(String(repeating: "a", count: 5_000), String(repeating: "a*", count: 50) + "b"))
    }
}
