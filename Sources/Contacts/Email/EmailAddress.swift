/// An e-mail address as contacts are stored and compared by it: validated, trimmed and lower-cased.
///
/// The form is a dot-atom, an @ sign and a domain with a top level (RFC 5321), both in UTF-8 (RFC 6531). Quoted local parts,
/// comments and IP literals are refused, although mail knows them: in a customer base they are mistakes. International
/// domain names stay in the spelling they came in, so a name and its `xn--` form are two addresses.
public struct EmailAddress: Sendable {
    /// The whole address.
    public let value: String

    /// The longest address in bytes (RFC 5321, 4.5.3.1.3, less the angle brackets).
    public static let maximumLength = 254
    /// The longest local part in bytes (RFC 5321, 4.5.3.1.1).
    public static let maximumLocalLength = 64
    /// The longest domain in bytes (RFC 1035, 2.3.4, written with dots).
    public static let maximumDomainLength = 253
    /// The longest part between two dots of a domain, in bytes (RFC 1035, 2.3.4).
    public static let maximumLabelLength = 63

    /// Validates a text, drops white space around it and lower-cases it.
    public init(_ raw: some StringProtocol) throws(EmailProblem) {
        var text = String(raw)
        if let plain = text.withUTF8({ Self.normalisedASCII($0) }) {
            value = plain
        } else {
            value = try EmailAddressRules.normalised(text)
        }
    }

    /// Takes a value that came out of this type before, such as one read back from a store, without looking at it again.
    public init(normalised value: String) {
        self.value = value
    }

    /// The part in front of the @ sign.
    public var local: Substring { value[..<atSign] }

    /// The part behind the @ sign.
    public var domain: Substring { value[atSign...].dropFirst() }

    private var atSign: String.Index { value.utf8.lastIndex(of: UInt8(ascii: "@")) ?? value.endIndex }
}

extension EmailAddress: Hashable, Comparable {
    // By bytes, as a database compares them: `String` would take two spellings of an accented letter for one.

    public static func == (left: Self, right: Self) -> Bool { left.value.utf8.elementsEqual(right.value.utf8) }

    public static func < (left: Self, right: Self) -> Bool { left.value.utf8.lexicographicallyPrecedes(right.value.utf8) }

    public func hash(into hasher: inout Hasher) {
        var value = value
        value.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension EmailAddress: CustomStringConvertible {
    public var description: String { value }
}
