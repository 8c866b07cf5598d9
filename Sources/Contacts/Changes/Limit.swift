extension ChangeGuard {
    /// The most that is allowed: a number of contacts or events, or a share of the contacts in the snapshot.
    public enum Limit: Hashable, Sendable, CustomStringConvertible {
        case count(Int)
        case percent(Double)

        /// Reads `100` or `5%`; nil for anything else, for negative numbers and for shares past 100 %.
        public init?(_ text: some StringProtocol) {
            if text.hasSuffix("%") {
                guard let share = Double(text.dropLast().trimmingWhitespace), (0...100).contains(share) else { return nil }
                self = .percent(share)
            } else {
                guard let count = Int(text), count >= 0 else { return nil }
                self = .count(count)
            }
        }

        public var description: String {
            switch self {
            case .count(let count): String(count)
            case .percent(let share):
                share == share.rounded() ? "\(Int(share))%" : "\(share)%"
            }
        }
    }
}
