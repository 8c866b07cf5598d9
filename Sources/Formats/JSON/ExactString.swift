import Glibc

/// A string that equals another when their UTF-8 bytes do. `String` itself takes canonically equivalent texts for the same.
struct ExactString: Hashable {
    let value: String

    init(_ value: String) {
        self.value = value
    }

    static func == (left: Self, right: Self) -> Bool {
        var (left, right) = (left.value, right.value)
        return left.withUTF8 { left in
            right.withUTF8 { right in
                guard left.count == right.count else { return false }
                guard let left = left.baseAddress, let first = right.baseAddress else { return true }
                return memcmp(left, first, right.count) == 0
            }
        }
    }

    /// The order of the bytes, which is that of the code points.
    static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    func hash(into hasher: inout Hasher) {
        var value = value
        value.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        // No text holds this byte, so it ends one text and begins the next.
        hasher.combine(0xFF as UInt8)
    }
}
