/// A number of milliseconds as people say it: `250 ms`, `2 s`, `15m`, `3h 20m`, `2d 4h`.
public enum SpanWords {
    public static func text(_ milliseconds: Int64) -> String {
        let sign = milliseconds < 0 ? "-" : ""
        let length = milliseconds.magnitude
        if length < 1_000 { return "\(sign)\(length) ms" }
        let seconds = length / 1_000
        if seconds < 60 { return "\(sign)\(seconds) s" }
        func two(_ large: UInt64, _ unit: String, _ small: UInt64, _ smallUnit: String) -> String {
            "\(sign)\(large)\(unit)" + (small > 0 ? " \(small)\(smallUnit)" : "")
        }
        if seconds < 3_600 { return two(seconds / 60, "m", seconds % 60, "s") }
        if seconds < 86_400 { return two(seconds / 3_600, "h", seconds / 60 % 60, "m") }
        return two(seconds / 86_400, "d", seconds / 3_600 % 24, "h")
    }
}
