import Formats
import Testing

/// Texts are searched by code points: an accent behind a quote makes one character of the two, and still it is a quote.
@Suite struct ExactTextTests {
    @Test func `an accent behind it hides nothing`() {
        #expect(Array("it's '\u{301} '\u{200D}x".replacing(exactly: "'", with: "''").utf8) == Array("it''s ''\u{301} ''\u{200D}x".utf8))
        #expect("a--\u{301}b--c".split(exactly: "--") == ["a", "\u{301}b", "c"])
        #expect("--".split(exactly: "--") == ["", ""])
        #expect("plain".split(exactly: "--") == ["plain"])
        #expect("\r\n".replacing(exactly: "\n", with: " ") == "\r ")
    }
}
