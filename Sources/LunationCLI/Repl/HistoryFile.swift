import Glibc
import Lunation

/// The lines that were typed, one after the other in a file of the workspace that only its owner can read: they may speak of
/// contacts. An erasure takes the lines out that do.
struct HistoryFile {
    let path: String

    /// Where a workspace keeps it; the folder is made where it is missing.
    init(of workspace: Workspace) {
        path = workspace.historyPath
        mkdir(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]), 0o700)
    }

    /// The last lines, oldest first.
    func lines(_ count: Int) -> [String] {
        guard let file = fopen(path, "re") else { return [] }
        defer { fclose(file) }
        var lines: [String] = []
        var buffer: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(buffer) }
        while getline(&buffer, &capacity, file) > 0 {
            guard let buffer else { break }
            var line = String(cString: buffer)
            if line.last == "\n" { line.removeLast() }
            lines.append(line)
            if lines.count > 2 * count { lines.removeFirst(count) }
        }
        return lines.suffix(count)
    }

    /// Adds a line. What cannot be written is not remembered, which is no reason to stop.
    func add(_ line: String) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var text = line + "\n"
        text.withUTF8 { _ = write(descriptor, $0.baseAddress, $0.count) }
    }
}
