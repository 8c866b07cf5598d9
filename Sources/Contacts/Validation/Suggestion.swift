/// The nearest of some names to a misspelt one, for messages that say "did you mean".
public enum Suggestion {
    /// What is longer, in bytes, is no misspelt name: the distance takes time by the product of the lengths.
    private static let longestName = 512

    /// The candidate with the smallest edit distance, or nil where none is near (a third of the length, at least one).
    public static func nearest(to name: String, in candidates: some Sequence<String>) -> String? {
        guard name.utf8.count <= longestName else { return nil }
        let wanted = Array(name.lowercased().unicodeScalars)
        let limit = Swift.max(1, wanted.count / 3)
        var best: (name: String, distance: Int)?
        for candidate in candidates where candidate.utf8.count <= longestName {
            let distance = editDistance(wanted, Array(candidate.lowercased().unicodeScalars))
            if distance <= limit, distance < best?.distance ?? Int.max {
                best = (candidate, distance)
            }
        }
        return best?.name
    }

    /// ` (did you mean 'plan'?)` or nothing.
    public static func phrase(for name: String, in candidates: some Sequence<String>) -> String {
        nearest(to: name, in: candidates).map { " (did you mean '\($0)'?)" } ?? ""
    }

    /// Source: the optimal string alignment distance (insertions, deletions, substitutions, swaps of neighbours).
    static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        if left.isEmpty || right.isEmpty { return Swift.max(left.count, right.count) }
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in 1...left.count {
            var current = [row]
            for column in 1...right.count {
                let cost = left[row - 1] == right[column - 1] ? 0 : 1
                var distance = Swift.min(current[column - 1] + 1, last[column] + 1, last[column - 1] + cost)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    distance = Swift.min(distance, beforeLast[column - 2] + 1)
                }
                current.append(distance)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
