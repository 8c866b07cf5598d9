/// The state of reading a gzip file: a row of members (RFC 1952), perhaps followed by zero bytes that fill up a tape block.
final class GzipMembers {
    static let magic: (UInt8, UInt8) = (0x1F, 0x8B)

    let inflater = Inflater()
    /// No member is open: the file may end here.
    var isBetween = true
    var isPadding = false
    /// The last call filled its buffer, so that the inflater may hold more output without more input.
    var hasMore = false

    /// What a byte between two members means.
    enum Between {
        case member, padding, damage
    }

    func meaning(of byte: UInt8) -> Between {
        if byte == 0 {
            .padding
        } else if byte == Self.magic.0, !isPadding {
            .member
        } else {
            .damage
        }
    }
}
