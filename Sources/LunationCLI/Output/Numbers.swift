import Lunation

/// Numbers for people.
enum Numbers {
    /// `23,570`.
    static func text(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return number < 0 ? "-" + text : text
    }

    /// `1 contact`, `23,570 contacts`.
    static func count(_ number: Int, _ noun: String) -> String { "\(text(number)) \(noun)\(number == 1 ? "" : "s")" }

    /// `0.42 s`, `12.3 s`.
    static func seconds(_ seconds: Double) -> String {
        let hundredths = Int((seconds * (seconds < 10 ? 100 : 10)).rounded())
        return seconds < 10 ? "\(hundredths / 100).\(padded(hundredths % 100)) s" : "\(hundredths / 10).\(hundredths % 10) s"
    }

    /// Of a number of milliseconds: `0.42 s`, `12.3 s`, `3m 20s`, `2d 4h`.
    static func duration(_ milliseconds: Int64) -> String {
        milliseconds < 60_000 ? seconds(Double(milliseconds) / 1_000) : SpanWords.text(milliseconds)
    }

    /// `64.6 %`.
    static func percent(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "0.0 %" }
        let tenths = Int((Double(part) * 1_000 / Double(whole)).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }

    /// `23,570 contacts in 0.42 s (56,119/s)`.
    static func rate(_ count: Int, _ noun: String, _ seconds: Double) -> String {
        "\(self.count(count, noun)) in \(self.seconds(seconds)) (\(text(Int(Double(count) / max(seconds, 0.000_001))))/s)"
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
