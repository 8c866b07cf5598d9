import Testing

@testable import Contacts

@Suite struct UUIDv7Tests {
    @Test func `the example of RFC 9562, A.6`() throws {
        let id = UUIDv7(milliseconds: 0x017F_22E2_79B0, randomA: 0xCC3, randomB: 0x18C4_DC0C_0C07_398F)
        #expect(id.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
        #expect(id.timestamp == 1_645_557_742_000)
        #expect(UUIDv7("017F22E2-79B0-7CC3-98C4-DC0C0C07398F") == id)
        let bytes = id.withBytes { Array($0) }
        #expect(bytes == [0x01, 0x7F, 0x22, 0xE2, 0x79, 0xB0, 0x7C, 0xC3, 0x98, 0xC4, 0xDC, 0x0C, 0x0C, 0x07, 0x39, 0x8F])
        #expect(bytes.withUnsafeBytes { UUIDv7(bytes: $0) } == id)
        #expect(UUIDv7(high: id.high, low: id.low) == id)
    }

    @Test(arguments: [
        "", "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0", "017f22e279b0-7cc3-98c4-dc0c0c07398f0",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398g", "017f22e2-79b0-4cc3-98c4-dc0c0c07398f", "017f22e2-79b0-7cc3-58c4-dc0c0c07398f",
        "017f22e2-79b0-7cc3-98c4-dc0c0c0739é", "017f22e2+79b0-7cc3-98c4-dc0c0c07398f", "{17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
    ])
    func `other texts and versions are refused`(text: String) {
        #expect(UUIDv7(text) == nil)
    }

    @Test func `bytes of another number are refused`() {
        #expect([UInt8](repeating: 0x7F, count: 15).withUnsafeBytes { UUIDv7(bytes: $0) } == nil)
        #expect([UInt8](repeating: 0, count: 16).withUnsafeBytes { UUIDv7(bytes: $0) } == nil)
    }

    @Test func `text and bytes lead back, and texts sort like identifiers`() {
        var random = SeededGenerator(for: "uuid")
        var ids: [UUIDv7] = []
        for _ in 0..<1_000 {
            let time = Int64.random(in: 0...0xFFFF_FFFF_FFFF, using: &random)
            let id = UUIDv7(milliseconds: time, random: &random)
            #expect(id.timestamp == time, "seed \(random.seed)")
            #expect(UUIDv7(id.description) == id, "seed \(random.seed)")
            #expect(id.withBytes { UUIDv7(bytes: $0) } == id, "seed \(random.seed)")
            ids.append(id)
        }
        #expect(ids.sorted().map(\.description) == ids.map(\.description).sorted(), "seed \(random.seed)")
    }
}
