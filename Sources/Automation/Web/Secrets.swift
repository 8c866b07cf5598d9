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
    /// Shorter values are not looked for in outputs: they would be found in anything.
    static let shortestRedacted = 4

    public init(_ values: [String: String] = [:]) {
        self.values = values
    }

    public var names: [String] { values.keys.sorted() }

    /// A secret's value, by its name in any case.
    public subscript(name: String) -> String? { values[name.lowercased()] }

    /// A text as outputs show it.
    public func redacted(_ text: String) -> String {
        forms.reduce(text) {
            $1.value.utf8.count >= Self.shortestRedacted ? $0.replacing(exactly: $1.value, with: "[secret \($1.name)]") : $0
        }
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

    /// How a secret may stand in a text: as it is, and as JSON writes it.
    private struct Form {
        let name: String
        let mark: String
        let value: String
    }

    /// The longest first: a secret may be part of another.
    private var forms: [Form] {
        values.flatMap { name, value -> [Form] in
            let plain = Form(name: name, mark: "secret \(name)", value: value)
            let json = String(((try? JSONValue.string(value).compact()) ?? "").dropFirst().dropLast())
            return json == value ? [plain] : [Form(name: name, mark: "json \(name)", value: json), plain]
        }.sorted { ($0.value.utf8.count, $0.mark) > ($1.value.utf8.count, $1.mark) }
    }

    private func stored(_ text: String, _ forms: ArraySlice<Form>) -> String {
        guard let form = forms.first else { return text.replacing(exactly: "{{", with: "{{\(Self.braces)}}") }
        let rest = forms.dropFirst()
        guard form.value.utf8.count >= Self.shortestRedacted, case let parts = text.split(exactly: form.value), parts.count > 1 else {
            return stored(text, rest)
        }
        return parts.map { stored($0, rest) }.joined(separator: "{{\(form.mark)}}")
    }
}

extension Secrets {
    /// Reads a workspace's secrets. The file must be its owner's alone.
    static func load(from folder: String) throws -> Secrets {
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
        return Secrets(values)
    }
}
