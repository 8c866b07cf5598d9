/// The rules for an address, one by one, each with its own problem.
enum EmailAddressRules {
    /// The address trimmed and lower-cased.
    static func normalised(_ raw: String) throws(EmailProblem) -> String {
        var scalars = raw.unicodeScalars[...]
        while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
        while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
        if scalars.isEmpty { throw .blank }
        // An upper bound on what a good address can have, so that the rest is not done to a whole file in one field.
        if scalars.count > EmailAddress.maximumLength { throw .tooLong }
        try checkWhole(scalars)
        var value = String.UnicodeScalarView()
        for scalar in scalars { value.append(lowercased(scalar)) }
        guard let at = value.firstIndex(of: "@") else { throw .noAtSign }
        let (local, domain) = (value[..<at], value[value.index(after: at)...])
        if domain.contains("@") { throw .severalAtSigns }
        try checkLocal(local)
        let encodedDomainLength = try DomainRules.check(domain)
        let localLength = String(local).utf8.count
        // An international domain counts in both of its spellings, because mail servers see the one or the other.
        let domainLength = max(encodedDomainLength, String(domain).utf8.count)
        if localLength > EmailAddress.maximumLocalLength { throw .localTooLong }
        if domainLength > EmailAddress.maximumDomainLength { throw .domainTooLong }
        if localLength + 1 + domainLength > EmailAddress.maximumLength { throw .tooLong }
        return String(value)
    }

    /// Unicode's simple lower-casing: one scalar stays one scalar.
    static func lowercased(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar.isASCII { return Unicode.Scalar(ASCIIClass.lowercased(UInt8(scalar.value))) }
        let mapped = scalar.properties.lowercaseMapping.unicodeScalars
        // The one scalar whose full mapping has two: a capital I with a dot.
        guard mapped.count == 1, let first = mapped.first else { return mapped.first ?? scalar }
        return first
    }

    /// What is wrong anywhere in an address.
    private static func checkWhole(_ scalars: Substring.UnicodeScalarView) throws(EmailProblem) {
        if scalars.contains("<") || scalars.contains(">") { throw .nameAndBrackets }
        if scalars.first == "\"" { throw .quotedLocal }
        if scalars.contains("(") || scalars.contains(")") { throw .comment }
        for scalar in scalars {
            if scalar.properties.isWhitespace { throw .whitespace }
            switch scalar.properties.generalCategory {
            case .control: throw .controlCharacter
            case .format, .surrogate, .privateUse, .unassigned: throw .invisibleCharacter
            default: break
            }
        }
    }

    private static func checkLocal(_ local: Substring.UnicodeScalarView) throws(EmailProblem) {
        guard let first = local.first, let last = local.last else { throw .emptyLocal }
        if first == "." { throw .localStartsWithDot }
        if last == "." { throw .localEndsWithDot }
        // An accent with no letter in front of it would be drawn on whatever stands before the address.
        if DomainRules.isMark(first) { throw .localCharacter }
        var previous: Unicode.Scalar = "@"
        for scalar in local {
            if scalar == ".", previous == "." { throw .localHasTwoDots }
            if scalar == "\"" { throw .quotedLocal }
            if scalar.isASCII, scalar != ".", !ASCIIClass.isAtom(UInt8(scalar.value)) { throw .localCharacter }
            previous = scalar
        }
    }
}
