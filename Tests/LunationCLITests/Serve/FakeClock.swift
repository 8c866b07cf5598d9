import Foundation
import Glibc

/// A wall clock for programs that a test sets while they run, by libfaketime (Debian's package `faketime`). Their monotonic clock goes on.
final class FakeClock {
    private let file: String
    private static let library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"

    static var isThere: Bool { access(library, R_OK) == 0 }

    /// A clock that shows an instant now.
    init(in folder: Folder, at instant: String) throws {
        file = folder["clock"]
        try set(instant)
    }

    var environment: [String: String] {
        [
            "LD_PRELOAD": Self.library, "FAKETIME_TIMESTAMP_FILE": file, "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        ]
    }

    private(set) var offset = 0

    func set(_ instant: String) throws {
        let date = try Date(instant, strategy: .iso8601)
        try set(offset: Int(date.timeIntervalSinceNow.rounded()))
    }

    func step(_ seconds: Int) throws { try set(offset: offset + seconds) }

    /// Seconds since 1970 that it shows.
    var now: Int { time(nil) + offset }

    private func set(offset: Int) throws {
        self.offset = offset
        // Whoever reads it sees the old text or the new.
        let draft = file + ".new"
        try Data("\(offset >= 0 ? "+" : "")\(offset)\n".utf8).write(to: URL(fileURLWithPath: draft))
        rename(draft, file)
    }
}
