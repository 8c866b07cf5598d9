import Automation
import ContactStore
import Contacts
import Formats
import Foundation
import Synchronization
import Testing

/// Many clients at once, while a script changes the same contacts.
@Suite struct LoadTests {
    private static let clients = 64
    private static let requests = 30_000

    @Test func nothingIsLostAndNothingFails() async throws {
        let seed = SplitMix.seed("nothingIsLostAndNothingFails")
        try await Desk.serve { desk in
            try await desk.field("city", "text")
            for tag in ["visits", "seen"] { try await desk.field(tag, "integer") }
            var lists: [Int64] = []
            for name in ["One", "Two", "Three"] { lists.append(try await desk.list(name)) }
            let script = RunningScript(desk.workspace)
            script.start()
            let models = try await withThrowingTaskGroup(of: LoadClient.self) { [lists] group in
                for number in 0..<Self.clients {
                    group.addTask {
                        var client = LoadClient(desk, number: number, lists: lists, seed: seed)
                        try await client.run(Self.requests / Self.clients + 1)
                        return client
                    }
                }
                return try await group.reduce(into: [LoadClient]()) { $0.append($1) }
            }
            let runs = script.end()
            #expect(runs > 0)
            let verified = try await withThrowingTaskGroup(of: LoadClient.self) { group in
                for client in models {
                    group.addTask {
                        var client = client
                        try await client.verify()
                        return client
                    }
                }
                return try await group.reduce(into: [LoadClient]()) { $0.append($1) }
            }
            let surprises = verified.flatMap(\.surprises)
            #expect(surprises.isEmpty, "\(surprises.count): \(surprises.prefix(5).joined(separator: "\n"))")
            let snapshot = try desk.workspace.store.snapshot(clock: LogicalClock(now: desk.clock.now))
            #expect(try snapshot.count(ContactQuery()) == verified.reduce(0) { $0 + $1.model.contacts.count })
            #expect(try snapshot.count(EventQuery()) == verified.reduce(0) { $0 + $1.model.events })
        }
    }
}
