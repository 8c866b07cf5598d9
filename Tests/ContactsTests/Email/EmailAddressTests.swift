import Contacts
import Testing

@Suite struct EmailAddressTests {
    @Test func `the verdict on each address of the collected cases`() throws {
        let cases = try EmailCase.all()
        #expect(cases.count > 300)
        for item in cases {
            let address = try? EmailAddress(item.address)
            #expect((address != nil) == item.valid, "\(item.address.debugDescription) from \(item.source): \(item.note ?? "")")
        }
    }

    private static let problems: [(EmailProblem, [String])] = [
        (.blank, ["", " \t"]),
        (.noAtSign, ["ann", "ann.example.com"]),
        (.severalAtSigns, ["ann@b@example.com", "ann@@example.com"]),
        (.nameAndBrackets, ["Ann <ann@example.com>", "<ann@example.com>"]),
        (.comment, ["ann(work)@example.com", "ann@example.com(home)"]),
        (.whitespace, ["an n@example.com", "ann@example. com", "ann@example.com bob@example.com"]),
        (.controlCharacter, ["an\u{7}n@example.com", "ann@example.com\u{0}"]),
        (.invisibleCharacter, ["an\u{200B}n@example.com", "ann@exam\u{AD}ple.com", "\u{E000}@example.com"]),
        (.emptyLocal, ["@example.com"]),
        (.localTooLong, [repeated("a", 65) + "@example.com", repeated("ä", 33) + "@example.com"]),
        (.quotedLocal, ["\"ann\"@example.com", "ann.\"b\"@example.com", "\"an n\"@example.com"]),
        (.localStartsWithDot, [".ann@example.com"]),
        (.localEndsWithDot, ["ann.@example.com"]),
        (.localHasTwoDots, ["an..n@example.com"]),
        (.localCharacter, ["an,n@example.com", "an:n@example.com", "\u{301}ann@example.com"]),
        (.emptyDomain, ["ann@"]),
        (.addressLiteral, ["ann@[127.0.0.1]", "ann@[IPv6:::1]"]),
        (.domainStartsWithDot, ["ann@.example.com"]),
        (.domainEndsWithDot, ["ann@example.com."]),
        (.domainHasTwoDots, ["ann@example..com"]),
        (.domainCharacter, ["ann@exa_mple.com", "ann@☃.com", "ann@example,com"]),
        (.labelTooLong, ["ann@" + repeated("b", 64) + ".com", "ann@" + repeated("ü", 58) + ".com"]),
        (.labelStartsWithHyphen, ["ann@-example.com", "ann@example.-x.com"]),
        (.labelEndsWithHyphen, ["ann@example-.com"]),
        (.noTopLevelDomain, ["ann@localhost"]),
        (.topLevelTooShort, ["ann@example.c"]),
        (.topLevelNotLetters, ["ann@example.12", "ann@example.c0m", "ann@192.168.0.1"]),
        (.domainTooLong, ["a@" + repeated(repeated("ü", 40) + ".", 4) + "de"]),
        (.tooLong, [repeated("a", 64) + "@" + repeated(repeated("b", 46) + ".", 4) + "cc", repeated("a", 300)]),
    ]

    private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    @Test func `each problem is told`() {
        for (problem, texts) in Self.problems {
            for raw in texts {
                #expect(throws: problem, "\(raw.debugDescription)") { try EmailAddress(raw) }
            }
        }
        // Only bytes can be ill-formed, which another test shows.
        #expect(Set(Self.problems.map(\.0)).union([.illFormedUTF8]) == Set(EmailProblem.allCases))
    }

    @Test func `problems speak the Contacts API's language`() {
        #expect(EmailProblem.blank.message == "can't be blank")
        #expect(EmailProblem.severalAtSigns.message == "is invalid")
        #expect(EmailProblem.topLevelTooShort.message == "top level domain is too short")
        #expect(EmailProblem.tooLong.message == "is too long (maximum is 254 characters)")
        #expect(EmailProblem.noAtSign.messages == ["is invalid", "top level domain is too short"])
        #expect(EmailProblem.localEndsWithDot.reason == "dot at the end of the local part")
        #expect(EmailProblem.severalAtSigns.description == "is invalid (two @ signs)")
        #expect(Set(EmailProblem.allCases.map(\.reason)).count == EmailProblem.allCases.count)
    }

    @Test func `an address is trimmed, lower-cased and taken apart`() throws {
        let address = try EmailAddress(" Ann.O'Brien+News@Shop.Example.COM\n")
        #expect(address.value == "ann.o'brien+news@shop.example.com")
        #expect(address.description == address.value)
        #expect(address.local == "ann.o'brien+news")
        #expect(address.domain == "shop.example.com")
        #expect(try EmailAddress("ИВАН@ПОЧТА.РФ").value == "иван@почта.рф")
        #expect(try EmailAddress("ANN@example.com") == EmailAddress("ann@EXAMPLE.com"))
    }

    @Test func `simple lower-casing keeps one letter one letter`() throws {
        #expect(try EmailAddress("\u{130}LKER@example.com").value == "ilker@example.com")
        #expect(try EmailAddress("ΣΑΣ@example.com").value == "σασ@example.com")
    }

    @Test func `two spellings of an accented letter are two addresses, in the order of their bytes`() throws {
        let (composed, decomposed) = (try EmailAddress("\u{E9}@example.com"), try EmailAddress("e\u{301}@example.com"))
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect(decomposed < composed)
        #expect(!(composed < decomposed))
    }
}
