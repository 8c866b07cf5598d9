import Testing

/// Random runs, faults and deaths: the account comes to hold what the store holds, whatever happens.
struct DeliveryPropertyTests {
    @Test func theAccountComesToHoldWhatTheStoreHolds() throws {
        var random = RandomSource(for: "theAccountComesToHoldWhatTheStoreHolds")
        for _ in 0..<30 {
            var world = try DeliveryWorld(random: random)
            for _ in 0..<random.number(5...25) { try world.step() }
            try world.finish()
            random = world.random
        }
    }
}
