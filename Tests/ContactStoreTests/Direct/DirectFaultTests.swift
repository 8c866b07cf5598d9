import ContactStore
import Contacts
import Formats
import Testing

/// What the database itself refuses.
struct DirectFaultTests {
    /// One of many at once is refused, and the others are written as if it had not been there.
    @Test func aRefusedRowIsOneRequestsOwn() async throws {
        let fixture = try DirectFixture()
        let blocker = try Blocker(path: fixture.store.path)
        try blocker.execute(
            """
            CREATE TRIGGER refused BEFORE INSERT ON contact WHEN new.email LIKE 'bad%'
            BEGIN SELECT raise(FAIL, 'no such people'); END
            """)
        // All of them come while somebody else writes, and go into one transaction.
        try blocker.begin()
        let outcomes = try await withThrowingTaskGroup(of: (Int, ServedError?).self) { group in
            for number in 0..<20 {
                group.addTask {
                    do throws(ServedError) {
                        let email = (number % 7 == 3 ? "bad" : "good") + "\(number)@example.com"
                        _ = try await fixture.writer.create(ContactCreation(email: email, values: [("plan", "pro")]))
                        return (number, nil)
                    } catch {
                        return (number, error)
                    }
                }
            }
            try await Task.sleep(for: .milliseconds(50))
            try blocker.end()
            var outcomes: [Int: ServedError?] = [:]
            for try await (number, error) in group { outcomes[number] = error }
            return outcomes
        }
        for number in 0..<20 {
            let isBad = number % 7 == 3
            #expect((outcomes[number] ?? nil) == nil || isBad)
            #expect(try (fixture.contact("good\(number)@example.com") == nil) == isBad)
            if isBad, case .store(.sql(let error))?? = outcomes[number] { #expect(error.message == "no such people") }
        }
        #expect(try fixture.reader.contactCount() == 4 + 17)
    }

    /// Requests that a script's commits go between.
    @Test func thoseWhoCommitGetTheirTurn() async throws {
        let fixture = try DirectFixture()
        let (store, now) = (fixture.store, fixture.clock.now)
        let flood = Task {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for caller in 0..<16 {
                    group.addTask {
                        var number = 0
                        while !Task.isCancelled {
                            _ = try await fixture.writer.create(ContactCreation(email: "p\(number)@c\(caller).example.com"))
                            number += 1
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        for number in 0..<10 {
            let snapshot = try store.snapshot(clock: LogicalClock(now: now))
            _ = try snapshot.createList("List \(number)")
            _ = try snapshot.commit(RunDraft(kind: .run, name: "script", startedAt: now), finishedAt: now)
        }
        flood.cancel()
        try await flood.value
        #expect(try fixture.reader.lists().count == 10)
    }

    /// Runs of requests are many, and are listed where they are asked for.
    @Test func requestsAreListedWhereTheyAreAskedFor() async throws {
        let fixture = try DirectFixture()
        _ = try await fixture.writer.create(ContactCreation(email: "eve@example.com"))
        func kinds(_ filter: RunFilter) throws -> [RunKind] {
            try fixture.store.listedRuns(filter).compactMap { if case .recorded(let run) = $0 { run.kind } else { nil } }
        }
        #expect(try kinds(RunFilter()) == [.importContacts])
        #expect(try kinds(RunFilter(includesRequests: true)) == [.api, .importContacts])
    }
}
