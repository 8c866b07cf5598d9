import Crypto
import Formats

/// A Lua script: its text, the name that messages call it by, and a hash that says which version ran.
public struct Script: Sendable {
    /// As messages show it: the path it was given by, or `=(command line)`.
    public let name: String
    public let source: [UInt8]
    /// Where it lies, whatever path it was given by; its name where it is no file.
    let place: String

    /// The SHA-256 of the text, in hexadecimal.
    public let hash: String

    public init(name: String, source: String) {
        self.name = name
        place = name
        self.source = Array(source.utf8)
        hash = Self.hash(self.source)
    }

    /// A text that was kept, of a script that lay in a file.
    public init(name: String, source: [UInt8], place: String) {
        self.name = name
        self.place = place
        self.source = source
        hash = Self.hash(source)
    }

    /// Reads a script from a file.
    ///
    /// - Parameter name: what messages call it; the path where it is nil.
    public init(path: String, name: String? = nil) throws {
        do throws(FormatError) {
            source = try TextFile.read(path)
        } catch {
            throw ScriptError.unreadable(path: path, reason: error.description)
        }
        self.name = name ?? path
        place = CanonicalPath.of(path) ?? path
        hash = Self.hash(source)
    }

    private static func hash(_ source: [UInt8]) -> String {
        var text = ""
        for byte in SHA256.hash(data: source) {
            if byte < 16 { text.append("0") }
            text += String(byte, radix: 16)
        }
        return text
    }
}
