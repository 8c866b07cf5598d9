/// A block of addresses: `10.0.0.0/8`, `fd00::/8`, or a single one.
public struct AddressBlock: Hashable, Sendable {
    let address: IPAddress
    /// How many of the address's first bits its addresses share.
    let length: Int

    /// Nil for what is no block, and where bits are set behind its length: who writes `10.0.0.1/8` means something else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(first) else { return nil }
        let bits = address.bytes.count * 8
        guard parts.count == 2 else {
            (self.address, length) = (address, bits)
            return
        }
        guard !parts[1].isEmpty, parts[1].utf8.allSatisfy({ (48...57).contains($0) }), let length = Int(parts[1]), length <= bits,
            (length..<bits).allSatisfy({ address.bytes[$0 / 8] & (0x80 >> UInt8($0 % 8)) == 0 })
        else { return nil }
        (self.address, self.length) = (address, length)
    }

    /// A block that the program names itself.
    init(known text: StaticString) {
        guard let block = AddressBlock("\(text)") else { preconditionFailure("\(text) is no block of addresses") }
        self = block
    }

    func contains(_ other: IPAddress) -> Bool {
        guard other.bytes.count == address.bytes.count else { return false }
        let whole = length / 8
        guard other.bytes[..<whole] == address.bytes[..<whole] else { return false }
        guard length % 8 > 0 else { return true }
        return (other.bytes[whole] ^ address.bytes[whole]) >> UInt8(8 - length % 8) == 0
    }
}
