import Contacts
import Testing

@testable import ContactStore

struct StatementTests {
    /// A script may ask any number of different questions in one run.
    @Test func statementsAreNotKeptForGood() throws {
        let fixture = try TemporaryStore()
        try fixture.load(TemporaryStore.people)
        let snapshot = try fixture.snapshot()
        let connection = try #require(snapshot.connection as? SQLiteConnection)
        for number in 0..<1_000 {
            let question = EventClause(name: nil, conditions: [.test(.eventParameter("p\(number)"), .isSet)], question: .none)
            #expect(try snapshot.count(ContactQuery(.events(question))) == 4)
        }
        #expect(connection.statements.count <= SQLiteConnection.mostStatements)
    }
}
