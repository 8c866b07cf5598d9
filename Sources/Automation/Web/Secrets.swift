import Contacts
import Formats
import Glibc
import Yams

/// The named secrets of a workspace: what `secrets.yml` holds, and what the environment gives as `LUNATION_SECRET_NAME`.
///
/// Scripts use them and nothing shows them: logs, printed lines, messages and plans have `[secret NAME]` in their places, and
/// the store holds the name of a secret where a request to be sent has its value.
public struct Secrets: Sendable {
    private let values: [String: String]

    static let fileName = "secrets.yml"
    static let variablePrefix = "LUNATION_SECRET_"
    /// Shorter values are refused: they would be found in anything.
    static let shortest = 4
    /// Shorter values are not looked for in Base64, where little of them is left.
    static let shortestEncoded = 8

    public init(_ values: [String: String] = [:]) {
        self.values = values
    }

    public var names: [String] { values.keys.sorted() }

    /// The values in each form that is looked for in texts.
    var texts: [String] { (forms + encodings).map(\.value) }

    /// A secret's value, by its name in any case.
    public subscript(name: String) -> String? { values[name.lowercased()] }

    /// A text as outputs show it.
    public func redacted(_ text: String) -> String {
        (encodings + forms).reduce(text) { $0.replacing(exactly: $1.value, with: "[secret \($1.name)]") }
    }

    /// A text as the store keeps it: names in the place of values, and two opening braces that are the text's own written as a
    /// mark too, so that nothing that a contact has typed is taken for one.
    func stored(_ text: String) -> String { stored(text, forms[...]) }

    /// A stored text with the values that it names.
    func resolved(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let start = rest.firstRange(of: "{{".unicodeScalars) {
            result += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            guard let end = rest.firstRange(of: "}}".unicodeScalars) else { return String(result) + "{{" + String(rest) }
            let mark = String(rest[..<end.lowerBound])
            rest = rest[end.upperBound...]
            if mark == Self.braces {
                result += "{{".unicodeScalars
            } else {
                result += (forms.first { $0.mark == mark }?.value ?? "").unicodeScalars
            }
        }
        return String(result + rest)
    }

    private static let braces = "braces"

    /// How a secret may stand in a text: as it is, as JSON writes it, as URLs do.
    private struct Form {
        let name: String
        let mark: String
        let value: String
    }

    /// The longest first: a secret may be part of another.
    private var forms: [Form] {
        values.filter { $1.utf8.count >= Self.shortest }.flatMap { name, value -> [Form] in
            let plain = Form(name: name, mark: "secret \(name)", value: value)
            let json = Self.json(value)
            let url = Self.percentEncoded(value)
            return [plain] + (json == value ? [] : [Form(name: name, mark: "json \(name)", value: json)])
                + (url == value ? [] : [Form(name: name, mark: "url \(name)", value: url)])
        }.sorted { ($0.value.utf8.count, $0.mark) > ($1.value.utf8.count, $1.mark) }
    }

    /// How JSON writes a text of JSON that holds a secret, and what Base64 makes of it, wherever in a longer text it stands: without the characters that its neighbours have a part in.
    private var encodings: [Form] {
        let nested = values.compactMap { name, value -> Form? in
            let once = Self.json(value)
            return once == value || value.utf8.count < Self.shortest ? nil : Form(name: name, mark: "", value: Self.json(once))
        }
        return nested
            + values.filter { $1.utf8.count >= Self.shortestEncoded }.flatMap { name, value in
                (0..<3).map { offset in
                    let text = Base64.text(Array(repeating: 0, count: offset) + Array(value.utf8))
                    let first = (offset * 8 + 5) / 6
                    let end = (offset + value.utf8.count) * 8 / 6
                    return Form(name: name, mark: "", value: String(text.dropFirst(first).prefix(end - first)))
                }
            }
    }

    private static func json(_ text: String) -> String {
        String(((try? JSONValue.string(text).compact()) ?? "").dropFirst().dropLast())
    }

    /// As `encodeURIComponent` writes it. Source: RFC 3986, section 2.3.
    private static func percentEncoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return text.utf8.reduce(into: "") { result, byte in
            if WordBytes.isWord(byte) && byte < 0x80 || "-._~".utf8.contains(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
    }

    private func stored(_ text: String, _ forms: ArraySlice<Form>) -> String {
        guard let form = forms.first else { return text.replacing(exactly: "{{", with: "{{\(Self.braces)}}") }
        let rest = forms.dropFirst()
        guard case let parts = text.split(exactly: form.value), parts.count > 1 else { return stored(text, rest) }
        return parts.map { stored($0, rest) }.joined(separator: "{{\(form.mark)}}")
    }
}

extension Secrets {
    /// Reads a workspace's secrets. The file must be its owner's alone.
    public static func load(from folder: String) throws -> Secrets {
        var values: [String: String] = [:]
        let path = folder + "/" + fileName
        var status = stat()
        if stat(path, &status) == 0 {
            guard status.st_mode & 0o077 == 0 else {
                throw WorkspaceError.badConfiguration(path: path, reason: "others can read it; make it yours alone with: chmod 600 \(path)")
            }
            let text = String(decoding: try TextFile.read(path), as: UTF8.self)
            guard let node = try? Yams.compose(yaml: text, .basic, Constructor([:], [:], [:]), .utf8), let mapping = node.mapping else {
                throw WorkspaceError.badConfiguration(path: path, reason: "must hold secrets as 'name: value'")
            }
            for (key, value) in mapping {
                guard let name = key.string, let value = value.string, !value.isEmpty else {
                    throw WorkspaceError.badConfiguration(path: path, reason: "must hold secrets as 'name: value'")
                }
                values[name.lowercased()] = value
            }
        }
        var entry = environ
        while let pointer = entry.pointee {
            let text = String(cString: pointer)
            if text.hasPrefix(variablePrefix), let sign = text.firstIndex(of: "=") {
                let name = text[text.index(text.startIndex, offsetBy: variablePrefix.count)..<sign].lowercased()
                let value = String(text[text.index(after: sign)...])
                if !name.isEmpty, !value.isEmpty { values[name] = value }
            }
            entry += 1
        }
        if let short = values.first(where: { $0.value.utf8.count < shortest }) {
            let reason = "secret '\(short.key)' is shorter than \(shortest) bytes, too short to be kept out of logs"
            throw WorkspaceError.badConfiguration(path: path, reason: reason)
        }
        return Secrets(values)
    }
}

extension Secrets: CustomStringConvertible, CustomReflectable {
    /// The names alone.
    public var description: String { "Secrets(\(names.joined(separator: ", ")))" }
    public var customMirror: Mirror { Mirror(self, children: ["names": names]) }
}
