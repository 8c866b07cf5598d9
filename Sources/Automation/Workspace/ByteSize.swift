/// An amount of memory as people write it: `64MB`, `1GB`, `512KB`. Units are powers of 1,024.
public struct ByteSize: Hashable, Sendable {
    public let bytes: Int

    private static let units: [(suffix: String, factor: Int)] = [("KB", 1 << 10), ("MB", 1 << 20), ("GB", 1 << 30), ("B", 1)]

    /// Nil for anything but a whole number and a unit, and for nothing at all.
    public init?(_ text: some StringProtocol) {
        let upper = text.uppercased()
        guard let unit = Self.units.first(where: { upper.hasSuffix($0.suffix) }), let count = Int(upper.dropLast(unit.suffix.count)),
            count > 0, case (let bytes, let overflow) = count.multipliedReportingOverflow(by: unit.factor), !overflow
        else { return nil }
        self.bytes = bytes
    }
}
