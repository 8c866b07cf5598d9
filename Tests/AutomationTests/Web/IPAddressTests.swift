import Testing

@testable import Automation

/// Which addresses anybody reaches, and which are this machine's, a private network's or nobody's.
struct IPAddressTests {
    @Test(arguments: [
        ("127.0.0.1", IPAddress.Scope.loopback), ("127.255.255.254", .loopback), ("::1", .loopback), ("0.0.0.0", .unspecified),
        ("0.1.2.3", .unspecified), ("::", .unspecified), ("10.1.2.3", .privateNetwork), ("172.16.0.1", .privateNetwork),
        ("172.31.255.255", .privateNetwork), ("192.168.1.1", .privateNetwork), ("100.64.0.1", .privateNetwork),
        ("100.127.255.255", .privateNetwork), ("100.100.100.200", .privateNetwork), ("fd00:ec2::254", .privateNetwork),
        ("fc00::1", .privateNetwork), ("fec0::1", .privateNetwork), ("169.254.169.254", .linkLocal), ("fe80::1", .linkLocal),
        ("168.63.129.16", .metadata), ("224.0.0.1", .multicast), ("239.255.255.255", .multicast), ("ff02::1", .multicast),
        ("255.255.255.255", .reserved), ("240.0.0.1", .reserved), ("192.0.0.192", .reserved), ("192.0.2.1", .reserved),
        ("198.18.0.1", .reserved), ("203.0.113.9", .reserved), ("2001:db8::1", .reserved), ("2001:0:1::1", .reserved),
        ("100::1", .reserved),
        ("4000::1", .reserved), ("::ffff:127.0.0.1", .loopback), ("::ffff:7f00:1", .loopback), ("::ffff:10.0.0.1", .privateNetwork),
        ("64:ff9b::7f00:1", .loopback), ("64:ff9b::169.254.169.254", .linkLocal), ("64:ff9b:1::1", .reserved),
        ("2002:7f00:1::", .loopback), ("2002:c0a8:101::1", .privateNetwork), ("::127.0.0.1", .reserved),
    ])
    func theseAreNobodysToReach(_ text: String, _ scope: IPAddress.Scope) throws {
        #expect(try #require(IPAddress(text)).scope == scope)
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.255.255", "172.32.0.1", "169.253.1.1", "11.0.0.1", "126.255.255.255",
        "128.0.0.1", "192.167.255.255", "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808",
        "2002:808:808::1", "2001:4860:4860::8888",
    ])
    func theseAreEverybodys(_ text: String) throws {
        #expect(try #require(IPAddress(text)).scope == nil)
    }

    /// What old programs take for addresses is none here.
    @Test(arguments: ["127.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.0.0.01", "127.0.0.1.", "1.2.3.4.5", "", "::1%lo", "[::1]", "a.b"])
    func otherFormsAreNoAddresses(_ text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func addressesPrintAsTheyRead() throws {
        for text in ["127.0.0.1", "::1", "2001:db8::ff00:42:8329", "::ffff:10.0.0.1"] {
            #expect(try #require(IPAddress(text)).description == text)
        }
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("10.0.0.0/9", "10.127.1.1", true),
        ("10.0.0.0/9", "10.128.1.1", false), ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "::1", false), ("127.0.0.1", "127.0.0.1", true),
        ("127.0.0.1", "127.0.0.2", false), ("fd00::/8", "fdff::1", true), ("fd00::/8", "fe00::1", false), ("::1", "::1", true),
        // A mapped address is one of its own: whoever means it names it.
        ("127.0.0.0/8", "::ffff:127.0.0.1", false),
    ])
    func blocksContainTheirAddresses(_ block: String, _ address: String, _ isInside: Bool) throws {
        #expect(try #require(AddressBlock(block)).contains(try #require(IPAddress(address))) == isInside)
    }

    @Test(arguments: ["10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/+8", "::/129", "localhost", "10/8", ""])
    func othersAreNoBlocks(_ text: String) {
        #expect(AddressBlock(text) == nil)
    }
}
