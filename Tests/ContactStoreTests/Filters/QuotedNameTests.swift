import Contacts
import Testing

@testable import ContactStore

/// Names stand in SQL as texts, whatever is in them.
struct QuotedNameTests {
    /// An accent behind a quote makes one character of the two, which is not equal to a quote.
    @Test(arguments: ["it's", "'\u{301}", "x'\u{301}) OR 1 --", "'\u{200D}'\u{301}'", "\"'\u{301}"])
    func aQuoteDoesNotEndThem(_ name: String) throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        try fixture.commit { snapshot in
            let draft = try EventDraft(name: "Purchase", parameters: EventParameters([(name, .integer(1))]))
            try snapshot.stage(.fire(draft), on: fixture.key("ann@example.com", in: snapshot))
        }
        let snapshot = try fixture.snapshot()
        func filter(_ name: String) -> Filter {
            .events(EventClause(name: "Purchase", conditions: [.test(.eventParameter(name), .equal(.integer(1)))], question: .any))
        }
        #expect(try snapshot.count(ContactQuery(filter(name))) == 1)
        #expect(try snapshot.count(ContactQuery(filter(name + "x"))) == 0)
    }

    @Test func listsOfACellAreTakenApartAgain() {
        let names = ["a;\u{301}b", "\\\u{301}", "c;d", "e"]
        let cell = Array(ListCell.text(names).utf8)
        #expect(cell.withUnsafeBytes { ListCell.names($0) } == names)
    }
}
