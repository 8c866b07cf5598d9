extension IPAddress {
    /// Whom an address leads to, where that is not a host that anybody reaches.
    enum Scope: Hashable {
        case unspecified
        case loopback
        case privateNetwork
        case linkLocal
        case multicast
        /// What a cloud tells its machines about themselves, secrets included.
        case metadata
        case reserved

        var words: String {
            switch self {
            case .unspecified: "an address of this machine"
            case .loopback: "a loopback address"
            case .privateNetwork: "a private address"
            case .linkLocal: "a link-local address"
            case .multicast: "a multicast address"
            case .metadata: "an address of a cloud's own services"
            case .reserved: "a reserved address"
            }
        }
    }

    /// Nil for an address of the public network. An address that stands for another one is what that one is.
    ///
    /// Source: IANA's registries of special-purpose addresses for IPv4 (RFC 6890) and IPv6; RFC 6052, 3056, 4380.
    var scope: Scope? {
        guard isV6 else { return Self.blocks.first { $0.block.contains(self) }?.scope }
        if bytes.dropLast().allSatisfy({ $0 == 0 }) {
            if bytes[15] == 0 { return .unspecified }
            if bytes[15] == 1 { return .loopback }
        }
        if let inner { return inner.scope }
        if let known = Self.longBlocks.first(where: { $0.block.contains(self) }) { return known.scope }
        // All that is given out as public so far lies in here.
        return Self.unicast.contains(self) ? nil : .reserved
    }

    /// The IPv4 address that an IPv6 address leads to: mapped, behind NAT64, or 6to4.
    private var inner: IPAddress? {
        if Self.mapped.contains(self) || Self.translated.contains(self) { return IPAddress(bytes: Array(bytes[12...])) }
        if Self.sixToFour.contains(self) { return IPAddress(bytes: Array(bytes[2..<6])) }
        return nil
    }

    private static let mapped = AddressBlock(known: "::ffff:0:0/96")
    private static let translated = AddressBlock(known: "64:ff9b::/96")
    private static let sixToFour = AddressBlock(known: "2002::/16")
    private static let unicast = AddressBlock(known: "2000::/3")

    private static let blocks: [(block: AddressBlock, scope: Scope)] = [
        (AddressBlock(known: "0.0.0.0/8"), .unspecified),
        (AddressBlock(known: "127.0.0.0/8"), .loopback),
        (AddressBlock(known: "10.0.0.0/8"), .privateNetwork),
        (AddressBlock(known: "172.16.0.0/12"), .privateNetwork),
        (AddressBlock(known: "192.168.0.0/16"), .privateNetwork),
        // A provider's own network, in front of its customers' addresses.
        (AddressBlock(known: "100.64.0.0/10"), .privateNetwork),
        (AddressBlock(known: "169.254.0.0/16"), .linkLocal),
        // Azure's, alone among the clouds in having a public one.
        (AddressBlock(known: "168.63.129.16/32"), .metadata),
        (AddressBlock(known: "192.0.0.0/24"), .reserved),
        (AddressBlock(known: "192.0.2.0/24"), .reserved),
        (AddressBlock(known: "192.88.99.0/24"), .reserved),
        (AddressBlock(known: "198.18.0.0/15"), .reserved),
        (AddressBlock(known: "198.51.100.0/24"), .reserved),
        (AddressBlock(known: "203.0.113.0/24"), .reserved),
        (AddressBlock(known: "224.0.0.0/4"), .multicast),
        (AddressBlock(known: "240.0.0.0/4"), .reserved),
    ]

    private static let longBlocks: [(block: AddressBlock, scope: Scope)] = [
        (AddressBlock(known: "fc00::/7"), .privateNetwork),
        (AddressBlock(known: "fe80::/10"), .linkLocal),
        (AddressBlock(known: "fec0::/10"), .privateNetwork),
        (AddressBlock(known: "ff00::/8"), .multicast),
        // Tunnels (Teredo) and other protocols' own.
        (AddressBlock(known: "2001::/23"), .reserved),
        (AddressBlock(known: "2001:db8::/32"), .reserved),
        (AddressBlock(known: "3fff::/20"), .reserved),
    ]
}
