import Testing

@testable import Contacts

@Suite struct PunycodeTests {
    /// Samples of RFC 3492, section 7.1, and names in use.
    private static let samples: [(label: String, encoded: String)] = [
        ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"), ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
        ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"), ("安室奈美恵-with-super-monkeys", "-with-super-monkeys-pc58ag80a8qai00g7n9n"),
        ("そのスピードで", "d9juau41awczczp"), ("bücher", "bcher-kva"), ("рф", "p1ai"), ("ü", "tda"),
    ]

    @Test func `the length is that of the encoded label`() {
        for (label, encoded) in Self.samples {
            #expect(Punycode.encodedLength(of: label.unicodeScalars[...]) == encoded.utf8.count, "\(label)")
        }
    }
}
