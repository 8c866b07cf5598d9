import Formats
import Foundation
import Glibc

@testable import Scheduler

/// A file that a log is written to.
final class LogFile: Sendable {
    let output: LineOutput
    private let folder: ScratchFolder
    private let descriptor: Int32

    init() throws {
        folder = try ScratchFolder()
        descriptor = open(folder.path + "/log", O_RDWR | O_CREAT | O_APPEND, 0o600)
        output = LineOutput(descriptor: descriptor)
    }

    deinit {
        close(descriptor)
    }

    var text: String { get throws { try folder.text("log") } }
    var lines: [String] { get throws { try folder.lines("log") } }
    var values: [JSONValue] { get throws { try lines.map { try JSONValue(parsing: $0) } } }
}
