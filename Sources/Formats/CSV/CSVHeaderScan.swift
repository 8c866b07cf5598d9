/// Looks for the delimiter in the first line of a CSV file: the candidate that stands most often outside quotes.
struct CSVHeaderScan {
    /// The whole line was seen.
    private(set) var isWhole = false
    private var counts = [0, 0, 0, 0]

    /// In the order that decides a tie.
    private static let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        var isQuoted = false
        var isBlank = true
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\""):
                isQuoted.toggle()
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                if isQuoted || isBlank { continue }
                isWhole = true
                return
            default:
                if !isQuoted, let index = Self.candidates.firstIndex(of: byte) { counts[index] += 1 }
            }
            isBlank = false
        }
    }

    var delimiter: UInt8 {
        let most = counts.max() ?? 0
        return Self.candidates[counts.firstIndex(of: most) ?? 0]
    }
}
