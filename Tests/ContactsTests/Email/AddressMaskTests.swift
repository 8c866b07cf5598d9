import Contacts
import Testing

@Suite struct AddressMaskTests {
    @Test(arguments: [
        ("no address", "no address"),
        ("ann@example.com", "‹email›"),
        ("'ann@example.com' is no date", "'‹email›' is no date"),
        ("to <ann@example.com>, \"bob@b.example\".", "to <‹email›>, \"‹email›\"."),
        ("o'neil@example.com said", "‹email› said"),
        ("a+tag_1.x@mail.example.co.uk;b@c", "‹email›;‹email›"),
        ("größe@bücher.example", "‹email›"),
        ("\"ann smith\"@example.com", "‹email›"),
        ("ann@[192.0.2.1]", "‹email›"),
        ("mailto:ann@example.com", "mailto:‹email›"),
        ("https://x.example/c?email=ann@example.com&n=1", "https://x.example/c?email=‹email›&n=1"),
        ("https://x.example/c/ann%40example.com/y", "https://x.example/c/‹email›/y"),
        ("email=ann@example.com", "email=‹email›"),
        ("in/ann@example.com.csv: no", "‹email›: no"),
        ("/tmp/ann@example.com.csv", "/tmp/‹email›"),
        ("a@b and c@d and e", "‹email› and ‹email› and e"),
        ("a@b@c.example", "‹email›@c.example"),
        ("@", "@"), ("@param x", "@param x"), ("100 @ 5", "100 @ 5"), ("a@ b", "a@ b"), ("50%40", "50%40"), ("x@.", "x@."), ("", ""),
        ("ann@example.com.", "‹email›."),
        ("‹email›", "‹email›"),
    ])
    func addressesAreMasked(text: String, masked: String) {
        #expect(AddressMask.masked(text) == masked)
    }

    /// Whatever stands around an address that the product takes, no piece of it is left, and what is masked stays as it is.
    @Test func noAddressIsLeft() {
        let locals = ["ann", "o'neil", "a.b+c", "größe", "x!#$%*", "user_name-1", "{a}|b~", "qqry`ann"]
        let domains = ["example.com", "b.example", "bücher.example", "x-1.example.org"]
        let around = ["", " ", "'", "\"", "<", ">", ",", "(", ")", ": ", "=", "; ", "\n", "\t", "name=", "«", "»", "…", "—"]
        for local in locals {
            for domain in domains {
                let address = local + "@" + domain
                guard (try? EmailAddress(address)) != nil else { continue }
                for before in around {
                    for after in around {
                        let masked = AddressMask.masked(before + address + after)
                        #expect(!masked.contains(domain.prefix(4)) && !masked.contains("@"), "\(before)\(address)\(after): \(masked)")
                        #expect(!masked.contains(local.prefix(2)), "\(before)\(address)\(after): \(masked)")
                        #expect(AddressMask.masked(masked) == masked)
                    }
                }
            }
        }
    }

    /// Remote systems and scripts choose what is masked: the time must not grow with the square of it.
    @Test(arguments: ["@", "@[", "x@", "\"@", "%40", "a@b ", "(@"])
    func longTextsOfSignsEndSoon(piece: String) {
        let text = String(repeating: piece, count: 100_000)
        #expect(AddressMask.masked(text).contains("@b") == false)
    }
}
