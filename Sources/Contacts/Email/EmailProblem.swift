/// Why a text is not an address that a contact can have.
public enum EmailProblem: Error, Hashable, Sendable, CaseIterable {
    case blank
    case illFormedUTF8
    case tooLong
    case noAtSign, severalAtSigns
    case nameAndBrackets, comment
    case whitespace, controlCharacter, invisibleCharacter
    case emptyLocal, localTooLong, quotedLocal
    case localStartsWithDot, localEndsWithDot, localHasTwoDots, localCharacter
    case emptyDomain, domainTooLong, addressLiteral
    case domainStartsWithDot, domainEndsWithDot, domainHasTwoDots, domainCharacter
    case labelTooLong, labelStartsWithHyphen, labelEndsWithHyphen
    case noTopLevelDomain, topLevelTooShort, topLevelNotLetters
}

extension EmailProblem: CustomStringConvertible {
    /// The message of the Contacts API.
    public var message: String {
        switch self {
        case .blank: "can't be blank"
        case .tooLong: "is too long (maximum is \(EmailAddress.maximumLength) characters)"
        case .topLevelTooShort: "top level domain is too short"
        default: "is invalid"
        }
    }

    /// All messages of the Contacts API for this problem: a text without any domain gets two.
    public var messages: [String] {
        self == .noAtSign ? [message, Self.topLevelTooShort.message] : [message]
    }

    /// What exactly is wrong, for people; no part of the address is in it.
    public var reason: String {
        switch self {
        case .blank: "the address is empty"
        case .illFormedUTF8: "the text is not UTF-8"
        case .tooLong: "more than \(EmailAddress.maximumLength) bytes"
        case .noAtSign: "no @ sign"
        case .severalAtSigns: "two @ signs"
        case .nameAndBrackets: "angle brackets or a name around the address; give the address alone"
        case .comment: "a comment in parentheses"
        case .whitespace: "a space inside the address"
        case .controlCharacter: "a control character"
        case .invisibleCharacter: "an invisible or unassigned character"
        case .emptyLocal: "nothing in front of the @ sign"
        case .localTooLong: "more than \(EmailAddress.maximumLocalLength) bytes in front of the @ sign"
        case .quotedLocal: "a quoted local part, which is not supported"
        case .localStartsWithDot: "dot at the start of the local part"
        case .localEndsWithDot: "dot at the end of the local part"
        case .localHasTwoDots: "two dots in a row in the local part"
        case .localCharacter: "a character in front of the @ sign that addresses cannot have"
        case .emptyDomain: "nothing behind the @ sign"
        case .domainTooLong: "more than \(EmailAddress.maximumDomainLength) bytes in the domain"
        case .addressLiteral: "an IP address in brackets instead of a domain"
        case .domainStartsWithDot: "dot at the start of the domain"
        case .domainEndsWithDot: "dot at the end of the domain"
        case .domainHasTwoDots: "two dots in a row in the domain"
        case .domainCharacter: "a character in the domain that domains cannot have"
        case .labelTooLong: "more than \(EmailAddress.maximumLabelLength) bytes between two dots of the domain"
        case .labelStartsWithHyphen: "hyphen at the start of a part of the domain"
        case .labelEndsWithHyphen: "hyphen at the end of a part of the domain"
        case .noTopLevelDomain: "no dot in the domain"
        case .topLevelTooShort: "a top level domain of one letter"
        case .topLevelNotLetters: "a top level domain with something else than letters"
        }
    }

    public var description: String { "\(message) (\(reason))" }
}
