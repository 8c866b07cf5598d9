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
            let clients = try await Self.all(Array(0..<Self.clients)) { [lists] number in
                var client = try LoadClient(desk, number: number, lists: lists, seed: seed)
                try client.run(Self.requests / Self.clients + 1)
                return client
            }
            let runs = script.end()
            #expect(runs > 0)
            let verified = try await Self.all(clients) { client in
                var client = client
                try client.verify()
                return client
            }
            let surprises = verified.flatMap(\.surprises)
            #expect(surprises.isEmpty, "\(surprises.count): \(surprises.prefix(5).joined(separator: "\n"))")
            let snapshot = try desk.workspace.store.snapshot(clock: LogicalClock(now: desk.clock.now))
            #expect(try snapshot.count(ContactQuery()) == verified.reduce(0) { $0 + $1.model.contacts.count })
            #expect(try snapshot.count(EventQuery()) == verified.reduce(0) { $0 + $1.model.events })
        }
    }

    /// Does something for each of some values at once, on a thread each: what blocks must not have the threads that all tests share.
    private static func all<Value>(
        _ values: [Value], _ body: @escaping @Sendable (Value) throws -> LoadClient
    ) async throws -> [LoadClient] {
        try await withThrowingTaskGroup(of: Handed<LoadClient>.self) { group in
            for value in values {
                let value = Handed(value)
                group.addTask {
                    try await withCheckedThrowingContinuation { continuation in
                        Thread.detachNewThread { continuation.resume(with: Result { Handed(try body(value.value)) }) }
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1.value) }
        }
    }
}
