/// The rules for the domain of an address.
///
/// International labels follow the derivation of RFC 5892 (what survives normalisation and case folding, out of letters, marks
/// and digits), but not its rules on neighbouring characters, and `xn--` labels are not decoded.
enum DomainRules {
    /// The length of a lower-cased domain in bytes when its international labels are written as `xn--`.
    static func check(_ domain: Substring.UnicodeScalarView) throws(EmailProblem) -> Int {
        guard let first = domain.first, let last = domain.last else { throw .emptyDomain }
        if first == "[" { throw .addressLiteral }
        if first == "." { throw .domainStartsWithDot }
        if last == "." { throw .domainEndsWithDot }
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        var length = labels.count - 1
        for label in labels { length += try check(label: label) }
        guard labels.count > 1, let top = labels.last else { throw .noTopLevelDomain }
        try check(topLevel: top)
        return length
    }

    private static func check(label: Substring.UnicodeScalarView) throws(EmailProblem) -> Int {
        guard let first = label.first, let last = label.last else { throw .domainHasTwoDots }
        if first == "-" { throw .labelStartsWithHyphen }
        if last == "-" { throw .labelEndsWithHyphen }
        if isMark(first) { throw .domainCharacter }
        for scalar in label where !isAllowed(scalar) { throw .domainCharacter }
        let isASCII = label.allSatisfy(\.isASCII)
        let length = isASCII ? label.count : Punycode.prefixLength + Punycode.encodedLength(of: label)
        if length > EmailAddress.maximumLabelLength { throw .labelTooLong }
        return length
    }

    private static func check(topLevel label: Substring.UnicodeScalarView) throws(EmailProblem) {
        if label.starts(with: "xn--".unicodeScalars), label.count > 4 { return }
        for scalar in label where scalar == "-" || scalar.properties.generalCategory == .decimalNumber {
            throw .topLevelNotLetters
        }
        if label.count < 2 { throw .topLevelTooShort }
    }

    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            let byte = UInt8(scalar.value)
            return byte == UInt8(ascii: "-") || (byte | 0x20) &- UInt8(ascii: "a") <= 25 || byte &- UInt8(ascii: "0") <= 9
        }
        // RFC 5892, 2.6: allowed although the general rule says no, always or between certain letters.
        switch scalar.value {
        case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007, 0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB: return true
        default: break
        }
        if scalar.properties.changesWhenNFKCCaseFolded { return false }
        switch scalar.properties.generalCategory {
        case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark, .decimalNumber: return true
        default: return false
        }
    }
}
