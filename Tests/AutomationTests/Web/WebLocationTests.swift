import Testing

@testable import Automation

/// URLs, as strictly as what checks a host and what connects to it must read them.
struct WebLocationTests {
    @Test(arguments: [
        ("https://API.Example.com/a?b#c", "https://api.example.com/a?b"), ("http://example.com", "http://example.com"),
        ("https://example.com:443/", "https://example.com/"), ("http://example.com:443?x=/", "http://example.com:443/?x=/"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"), ("http://127.0.0.1/", "http://127.0.0.1/"),
        ("https://a_b.example.com./".replacing("./", with: "/"), "https://a_b.example.com/"), ("http://x/\\@evil", "http://x/\\@evil"),
        ("http://example.com:08080/", "http://example.com:8080/"),
    ])
    func urlsAreTakenApart(_ url: String, _ again: String) throws {
        #expect(try WebLocation(url).url == again)
    }

    @Test(arguments: [
        // Numbers that old programs take for addresses.
        "http://127.1/", "http://2130706433/", "http://0x7f.1/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.0.0.1./",
        "http://example.0x/", "http://1.2.3.4.5/", "http://127.0.0.01/",
        // Hosts that are none, or that another reader would see elsewhere.
        "http://[::1", "http://[::1]x/", "http://[example.com]/", "http://[127.0.0.1]/", "http://[fe80::1%25eth0]/",
        "http://ex%61mple.com/", "http://example.com\\.evil.example/", "http://bücher.example/", "http://１２７.0.0.1/",
        "http://.example.com/",
        "http://example..com/", "http://example.com./", "http://a,b/", "http://a;b/", "http://a|b/", "http://a{b}/", "http://$x/",
    ])
    func otherHostsAreRefused(_ url: String) {
        #expect(
            AllowedHosts.flaw(of: url)
                == "the URL's host is no name and no address; a name is written in ASCII (xn--… where it has other letters), an address as "
                + "192.0.2.1 or [2001:db8::1]")
    }

    @Test(arguments: [
        ("http://a@b/", "the URL has no host, or something beside it; send credentials in a header"),
        ("http://allowed.example\\@evil.example/", "the URL has no host, or something beside it; send credentials in a header"),
        ("http:///x", "the URL has no host, or something beside it; send credentials in a header"),
        ("http://a b/", "the URL has no host, or something beside it; send credentials in a header"),
        ("http://a/\u{1}", "the URL has a control character"), ("http://a:0/", "a port is a number from 1 to 65535"),
        ("http://a:+80/", "a port is a number from 1 to 65535"), ("http://a:65536/", "a port is a number from 1 to 65535"),
        ("http://a:/", "a port is a number from 1 to 65535"), ("http://::1/", "a port is a number from 1 to 65535"),
        ("HTTP://a/", "a URL starts with https:// or http://"),
        ("gopher://a/", "a URL starts with https:// or http://"), ("//a/", "a URL starts with https:// or http://"),
    ])
    func flawsAreNamed(_ url: String, _ words: String) {
        #expect(AllowedHosts.flaw(of: url) == words)
    }

    /// Source of the examples: RFC 3986, section 5.4.
    @Test(arguments: [
        ("https://b/x", "https://b/x"), ("HTTPS://b/x", "https://b/x"), ("ftp://b", "ftp://b"), ("//b/x?y", "http://b/x?y"),
        ("g", "http://a/b/c/g"),
        ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"), ("?y", "http://a/b/c/d?y"), ("g?y", "http://a/b/c/g?y"),
        ("g#s", "http://a/b/c/g"), ("", "http://a/b/c/d?q"), (".", "http://a/b/c/"), ("..", "http://a/b/"), ("../g", "http://a/b/g"),
        ("../..", "http://a/"), ("../../../g", "http://a/g"), ("g?y/../x", "http://a/b/c/g?y/../x"), ("/./g", "http://a/g"),
        ("..g", "http://a/b/c/..g"),
        ("g:h", "g:h"),
    ])
    func referencesAreResolved(_ reference: String, _ url: String) throws {
        #expect(try WebLocation("http://a/b/c/d?q").resolving(reference) == url)
        #expect(try WebLocation("http://a").resolving("g") == "http://a/g")
    }

    /// An address is named as such, and reached there; a name is not, wherever it leads.
    @Test(arguments: [
        ("127.0.0.1", "http://127.0.0.1:8080/", true), ("127.0.0.1:8080", "http://127.0.0.1:8080/", true),
        ("127.0.0.1:8080", "http://127.0.0.1/", false), ("*.0.0.1", "http://127.0.0.1/", false), ("::1", "http://[::1]:99/", true),
        ("[::1]", "http://[0:0:0:0:0:0:0:1]/", true), ("[::1]:99", "http://[::1]:99/", true), ("[::1]:99", "http://[::1]:98/", false),
        ("127.0.0.1", "http://[::ffff:127.0.0.1]/", false), ("api.example.com:443", "https://api.example.com/", true),
        ("api.example.com:443", "http://api.example.com/", false),
    ])
    func patternsKnowAddressesAndPorts(_ pattern: String, _ url: String, _ isAllowed: Bool) {
        #expect((AllowedHosts([pattern]).problem(url) == nil) == isAllowed)
    }

    @Test(arguments: [
        ("http:\n  hosts: ['http://x']\n", "lunation.yml:2: http.hosts must be a list of hosts such as [api.example.com]"),
        ("http:\n  hosts: [2130706433]\n", "lunation.yml:2: http.hosts must be a list of hosts such as [api.example.com]"),
        ("http:\n  hosts: ['*.127.0.0.1']\n", "lunation.yml:2: http.hosts must be a list of hosts such as [api.example.com]"),
        (
            "http:\n  private: [localhost]\n",
            "lunation.yml:2: http.private must be a list of addresses and blocks of them such as [127.0.0.1, 10.0.0.0/8]"
        ),
        ("http:\n  privat: []\n", "lunation.yml:2: unknown setting 'privat' (did you mean 'private'?)"),
    ])
    func slipsInTheSettingsAreNamed(_ yaml: String, _ message: String) {
        do {
            _ = try WorkspaceConfiguration(yaml: yaml, path: "lunation.yml")
            Issue.record("accepted")
        } catch {
            #expect(error.description.contains(message), "\(error.description)")
        }
    }

    @Test func theSettingsNameHostsAndBlocks() throws {
        let yaml = "http:\n  hosts: [API.example.com, '[::1]:80', '*.x.example']\n  private: [127.0.0.1, 'fd00::/8']\n"
        let hosts = try WorkspaceConfiguration(yaml: yaml, path: "lunation.yml").allowedHosts
        #expect(hosts.patterns == ["api.example.com", "[::1]:80", "*.x.example"])
        #expect(hosts.privateBlocks == [AddressBlock("127.0.0.1"), AddressBlock("fd00::/8")])
    }
}
