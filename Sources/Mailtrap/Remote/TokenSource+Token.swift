public import ContactStore
import Glibc

extension TokenSource {
    /// The token, read anew each time.
    ///
    /// - Throws: ``TokenError``.
    public func token() throws(TokenError) -> String {
        let text: String
        switch self {
        case .environment(let name):
            guard let value = getenv(name) else { throw .noVariable(name) }
            text = String(cString: value)
        case .file(let path): text = try Self.contents(path)
        case .command(let command): text = try Self.output(command)
        }
        let line = text.split(omittingEmptySubsequences: false) { $0.isNewline }.first ?? ""
        let token = Self.trimmed(line)
        guard !token.isEmpty else { throw .empty(title) }
        guard token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw .malformed(title) }
        return token
    }

    private static func contents(_ path: String) throws(TokenError) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        guard status.st_mode & 0o077 == 0 else { throw .open(path: path, mode: status.st_mode & 0o777) }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    private static func output(_ command: String) throws(TokenError) -> String {
        guard let stream = popen(command, "re") else { throw .command(command, status: -1) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while case let count = fread(&chunk, 1, chunk.count, stream), count > 0, bytes.count < 1 << 16 { bytes += chunk[..<count] }
        let status = pclose(stream)
        guard status == 0 else { throw .command(command, status: status & 0x7F == 0 ? status >> 8 & 0xFF : status & 0x7F + 128) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func trimmed(_ line: Substring) -> String {
        var line = line
        while line.first?.isWhitespace == true { line.removeFirst() }
        while line.last?.isWhitespace == true { line.removeLast() }
        return String(line)
    }
}
