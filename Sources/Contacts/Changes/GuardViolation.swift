/// A limit that a change set is past.
public struct GuardViolation: Hashable, Sendable, CustomStringConvertible {
    public let measure: ChangeGuard.Measure
    public let limit: ChangeGuard.Limit
    public let count: Int
    /// Contacts in the snapshot.
    public let base: Int

    /// The share of the base in percent.
    public var share: Double { base == 0 ? 0 : Double(count) * 100 / Double(base) }

    /// `changes: 15238 of 23570 contacts (64.6 %), limit 5%`.
    public var description: String {
        let measured =
            switch limit {
            case .count: String(count)
            case .percent: "\(count) of \(base) contacts (\(Self.oneDecimal(share)) %)"
            }
        return "\(measure.rawValue): \(measured), limit \(limit)"
    }

    static func oneDecimal(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
