extension Value {
    enum Order {
        case before, same, after
    }

    /// How two values stand to each other; nil where they are of different kinds and neither equal nor unequal.
    ///
    /// Texts go by their code points, numbers by what they are exactly, whole or not, false comes before true. The kinds are
    /// text, number, boolean, day and instant. What is not a number is of no kind.
    func order(_ other: Value) -> Order? {
        switch (self, other) {
        case (.text(let left), .text(let right)):
            let (left, right) = (left.unicodeScalars, right.unicodeScalars)
            if left.elementsEqual(right) { return .same }
            return left.lexicographicallyPrecedes(right) ? .before : .after
        case (.integer(let left), .integer(let right)): return Self.order(left, right)
        case (.float(let left), .float(let right)): return left.isNaN || right.isNaN ? nil : Self.order(left, right)
        case (.integer(let left), .float(let right)): return Self.order(left, right)
        case (.float(let left), .integer(let right)):
            switch Self.order(right, left) {
            case .before: return .after
            case .after: return .before
            case let same: return same
            }
        case (.boolean(let left), .boolean(let right)): return Self.order(left ? 1 : 0, right ? 1 : 0)
        case (.date(let left), .date(let right)): return Self.order(left, right)
        case (.timestamp(let left), .timestamp(let right)): return Self.order(left, right)
        default: return nil
        }
    }

    private static func order<Item: Comparable>(_ left: Item, _ right: Item) -> Order {
        left == right ? .same : left < right ? .before : .after
    }

    /// Exactly, where a conversion of the integer would round it.
    private static func order(_ left: Int64, _ right: Double) -> Order? {
        if right.isNaN { return nil }
        if right >= 0x1p63 { return .before }
        if right < -0x1p63 { return .after }
        let whole = right.rounded(.down)
        let order = order(left, Int64(whole))
        return order == .same && right > whole ? .before : order
    }
}
