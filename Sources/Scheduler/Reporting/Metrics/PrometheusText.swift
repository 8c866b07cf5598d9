/// The words of Prometheus's text format. Source: https://prometheus.io/docs/instrumenting/exposition_formats/, version 0.0.4.
enum PrometheusText {
    /// A metric's name: `[a-zA-Z_:][a-zA-Z0-9_:]*`.
    static func name(_ text: String) -> String { word(text, allowsColon: true) }

    /// A label's name: `[a-zA-Z_][a-zA-Z0-9_]*`; two `_` in front are Prometheus's own.
    static func labelName(_ text: String) -> String {
        let name = word(text, allowsColon: false)
        return name.hasPrefix("__") ? "_" + name.drop { $0 == "_" } : name
    }

    static func escapedValue(_ text: String) -> String {
        escaped(text) { $0 == "\"" ? "\\\"" : nil }
    }

    static func escapedHelp(_ text: String) -> String {
        escaped(text) { _ in nil }
    }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int64(exactly: value)?.description ?? value.description
    }

    private static func escaped(_ text: String, _ more: (Unicode.Scalar) -> String?) -> String {
        // By code points: an accent behind a sign must not hide it.
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\".unicodeScalars
            case "\n": result += "\\n".unicodeScalars
            // Parsers that split at every line end of Unicode's would see two lines.
            case "\r", "\u{B}", "\u{C}", "\u{1C}"..."\u{1E}", "\u{85}", "\u{2028}", "\u{2029}": result.append(" ")
            default:
                if let sign = more(scalar) { result += sign.unicodeScalars } else { result.append(scalar) }
            }
        }
        return String(result)
    }

    private static func word(_ text: String, allowsColon: Bool) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if result.isEmpty { result = "_" }
                result.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: ":") where allowsColon: result += ":"
            default: result += "_"
            }
        }
        return result.isEmpty ? "_" : result
    }
}
