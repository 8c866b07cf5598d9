import Contacts
import Testing

@Suite struct UUIDv7GeneratorTests {
    @Test func `ten thousand of one millisecond ascend`() {
        var random = SeededGenerator(for: "uuid generator")
        var generator = UUIDv7Generator()
        let ids = (0..<10_000).map { _ in generator.next(milliseconds: 1_700_000_000_000, random: &random) }
        #expect(zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 }, "seed \(random.seed)")
        #expect(ids[0].timestamp == 1_700_000_000_000)
        // 4096 counts a millisecond at most, of which the first half may be skipped.
        #expect((2...5) ~= ids[9_999].timestamp - 1_700_000_000_000, "seed \(random.seed)")
    }

    @Test func `a clock that goes back does not disturb the order`() {
        var random = SeededGenerator(for: "uuid clock")
        var generator = UUIDv7Generator()
        var ids: [UUIDv7] = []
        var time: Int64 = 1_700_000_000_000
        for _ in 0..<5_000 {
            time += Int64.random(in: -3...3, using: &random)
            ids.append(generator.next(milliseconds: time, random: &random))
        }
        #expect(zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 }, "seed \(random.seed)")
    }

    @Test func `a later millisecond is taken over`() {
        var random = SeededGenerator(seed: 1)
        var generator = UUIDv7Generator()
        _ = generator.next(milliseconds: 1_000, random: &random)
        #expect(generator.next(milliseconds: 1_001, random: &random).timestamp == 1_001)
        #expect(generator.next(milliseconds: 2_000, random: &random).timestamp == 2_000)
    }
}
