/// The length of international labels in the form in which they travel (RFC 3492): the limits of a domain hold for that form.
enum Punycode {
    /// `xn--`.
    static let prefixLength = 4

    // The parameters of RFC 3492, section 5.
    private static let base = 36
    private static let lowestThreshold = 1
    private static let highestThreshold = 26

    /// How many bytes the label takes, without the prefix.
    static func encodedLength(of label: Substring.UnicodeScalarView) -> Int {
        let basicCount = label.count { $0.isASCII }
        var length = basicCount > 0 ? basicCount + 1 : 0
        var (delta, bias, handled) = (0, 72, basicCount)
        var code = 128
        while handled < label.count {
            var next = Int.max
            for scalar in label where scalar.value >= code { next = min(next, Int(scalar.value)) }
            delta += (next - code) * (handled + 1)
            code = next
            for scalar in label {
                if scalar.value < code { delta += 1 }
                if scalar.value == code {
                    length += digitCount(of: delta, bias)
                    bias = adapted(delta, handled + 1, isFirst: handled == basicCount)
                    delta = 0
                    handled += 1
                }
            }
            delta += 1
            code += 1
        }
        return length
    }

    private static func digitCount(of delta: Int, _ bias: Int) -> Int {
        var rest = delta
        var count = 1
        var position = base
        while true {
            let threshold = min(highestThreshold, max(lowestThreshold, position - bias))
            if rest < threshold { return count }
            rest = (rest - threshold) / (base - threshold)
            count += 1
            position += base
        }
    }

    private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
        let (skew, damp) = (38, 700)
        var delta = isFirst ? delta / damp : delta / 2
        delta += delta / count
        var position = 0
        while delta > (base - lowestThreshold) * highestThreshold / 2 {
            delta /= base - lowestThreshold
            position += base
        }
        return position + (base - lowestThreshold + 1) * delta / (delta + skew)
    }
}
