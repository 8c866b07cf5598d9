import Testing

@testable import Service

/// What paths name.
@Suite struct RequestPathTests {
    @Test(
        arguments: [
            ("/api/contacts", Route.contacts, nil, ""), ("/api/contacts/", .contacts, nil, ""), ("/api/accounts", .accounts, nil, ""),
            ("/api/accounts/7/contacts", .contacts, "7", ""), ("/api/contacts/lists", .lists, nil, ""),
            ("/api/contacts/lists/3?x=1", .list, nil, "3"), ("/api/contacts/list", .contact, nil, "list"),
            ("/api/contacts/a%2Fb@example.com", .contact, nil, "a%2Fb@example.com"),
            ("/api/accounts/7/contacts/a+b@example.com/events", .contactEvents, "7", "a+b@example.com"),
            ("/api/contacts/a@example.com/events?", .contactEvents, nil, "a@example.com"), ("/api/contacts/fields/1/x", .unknown, nil, ""),
            ("/api/suppressions/u", .suppression, nil, "u"), ("/exports/1/s.csv.gz", .exportFile, nil, "1"),
            ("/exports/1", .unknown, nil, ""),
            ("*", .unknown, nil, ""), ("", .unknown, nil, ""), ("/healthz", .health, nil, ""), ("/HEALTHZ", .unknown, nil, ""),
        ] as [(String, Route, String?, String)])
    func paths(_ text: String, _ route: Route, _ account: String?, _ identifier: String) {
        let path = RequestPath(text)
        #expect(path.route == route && path.account.map(String.init) == account && path.identifier == identifier, "\(path)")
    }

    @Test(arguments: [
        ("plain", "plain"), ("a+b", "a+b"), ("a%2Bb", "a+b"), ("a%2bb%40c", "a+b@c"), ("%C5%82", "ł"), ("100%", "100%"), ("%zz", "%zz"),
        ("%4", "%4"),
    ])
    func escapes(_ text: String, _ decoded: String) { #expect(PercentEncoding.decoded(text) == decoded) }

    @Test func escapesThatAreNoText() { #expect(PercentEncoding.decoded("%FF") == nil) }
}
