/// Writes JSON values as text; the same value always gives the same bytes.
///
/// Numbers get the shortest text that reads back as the same number, and a `number` never looks like an integer.
public struct JSONWriter: Sendable {
    public enum Style: Sendable {
        /// One line without spaces.
        case compact
        /// One member a line, indented by two spaces.
        case pretty
    }

    public var style: Style
    /// Writes keys in the order of their code points instead of the order in which they were added.
    public var sortsKeys: Bool
    private var allowsNonFinite = false

    public init(_ style: Style = .compact, sortsKeys: Bool = false) {
        self.style = style
        self.sortsKeys = sortsKeys
    }

    init(allowsNonFinite: Bool) {
        self.init()
        self.allowsNonFinite = allowsNonFinite
    }

    /// The value's text; NaN and the infinities are an error.
    public func text(_ value: JSONValue) throws(FormatError) -> String {
        String(decoding: try bytes(value), as: UTF8.self)
    }

    /// The value's text as UTF-8 bytes.
    public func bytes(_ value: JSONValue) throws(FormatError) -> [UInt8] {
        var output: [UInt8] = []
        try append(value, to: &output)
        return output
    }

    /// Adds the value's text to an array of bytes; after an error the array may hold a part of it.
    public func append(_ value: JSONValue, to output: inout [UInt8]) throws(FormatError) {
        try append(value, to: &output, indent: 0)
    }

    func lossyText(_ value: JSONValue) -> String {
        // With `allowsNonFinite` no value is refused.
        (try? text(value)) ?? "null"
    }

    private func append(_ value: JSONValue, to output: inout [UInt8], indent: Int) throws(FormatError) {
        switch value {
        case .null: output.append(contentsOf: "null".utf8)
        case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): output.append(contentsOf: value.description.utf8)
        case .number(let value):
            guard value.isFinite || allowsNonFinite else { throw .notANumber }
            output.append(contentsOf: (value.isFinite ? value.description : "null").utf8)
        case .string(let text): appendString(text, to: &output)
        case .array(let values):
            output.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                appendBreak(to: &output, isFirst: index == 0, indent: indent + 1)
                try append(value, to: &output, indent: indent + 1)
            }
            appendEnd(UInt8(ascii: "]"), to: &output, isEmpty: values.isEmpty, indent: indent)
        case .object(let object):
            output.append(UInt8(ascii: "{"))
            for (index, member) in ordered(object).enumerated() {
                appendBreak(to: &output, isFirst: index == 0, indent: indent + 1)
                appendString(member.key, to: &output)
                output.append(UInt8(ascii: ":"))
                if style == .pretty { output.append(UInt8(ascii: " ")) }
                try append(member.value, to: &output, indent: indent + 1)
            }
            appendEnd(UInt8(ascii: "}"), to: &output, isEmpty: object.isEmpty, indent: indent)
        }
    }

    private func ordered(_ object: JSONObject) -> [JSONObject.Element] {
        sortsKeys ? object.sorted { ExactString.precedes($0.key, $1.key) } : Array(object)
    }

    private func appendBreak(to output: inout [UInt8], isFirst: Bool, indent: Int) {
        if !isFirst { output.append(UInt8(ascii: ",")) }
        if style == .pretty { appendLine(to: &output, indent: indent) }
    }

    private func appendEnd(_ bracket: UInt8, to output: inout [UInt8], isEmpty: Bool, indent: Int) {
        if style == .pretty, !isEmpty { appendLine(to: &output, indent: indent) }
        output.append(bracket)
    }

    private func appendLine(to output: inout [UInt8], indent: Int) {
        output.append(UInt8(ascii: "\n"))
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indent))
    }
}
