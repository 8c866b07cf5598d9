import Testing

@testable import Automation

struct SecretTextTests {
    private let secrets = Secrets(["token": "s3cr3t-value", "quoted": "ab\"cd\\1234"])

    /// An accent makes one character of itself and what is before it.
    @Test func anAccentBehindItDoesNotShowASecret() {
        #expect(secrets.redacted("s3cr3t-value\u{301} s3cr3t-value") == "[secret token]\u{301} [secret token]")
        #expect(!secrets.stored("s3cr3t-value\u{301}").contains("s3cr3t"))
    }

    @Test(arguments: [
        "s3cr3t-value\u{301}", "{{\u{301}", "{{secret token}}\u{301}", "{{{{\u{301}}}\u{301}", "a {{ s3cr3t-value}}\u{301} {{",
        "ab\"cd\\1234\u{301}",
    ])
    func whatIsStoredIsResolved(_ text: String) {
        #expect(Array(secrets.resolved(secrets.stored(text)).utf8) == Array(text.utf8))
    }
}
