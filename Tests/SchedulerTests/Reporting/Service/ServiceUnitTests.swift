import Foundation
import Testing

/// The unit file in the documents is one that systemd takes.
struct ServiceUnitTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func unit() throws -> String {
        let document = try String(contentsOf: root.appendingPathComponent("docs/operations.md"), encoding: .utf8)
        let parts = document.components(separatedBy: "```ini\n")
        try #require(parts.count == 2, "one block is the unit")
        return try #require(parts[1].components(separatedBy: "```\n").first)
    }

    @Test func itSaysWhatTheSchedulerNeeds() throws {
        let lines = try Self.unit().split(separator: "\n")
        for line in [
            "Type=notify", "WatchdogSec=30", "Restart=always", "KillSignal=SIGTERM", "TimeoutStopSec=45", "User=lunation",
            "ExecStart=/usr/local/bin/lunation serve --workspace /srv/crm", "NoNewPrivileges=yes", "ProtectSystem=strict",
            "ReadWritePaths=/srv/crm", "PrivateTmp=yes",
        ] { #expect(lines.contains(Substring(line))) }
    }

    @Test func systemdTakesIt() throws {
        let tool = "/usr/bin/systemd-analyze"
        guard FileManager.default.isExecutableFile(atPath: tool) else {
            print("skipped: \(tool) is missing; it is in Debian's package systemd")
            return
        }
        let folder = try ScratchFolder()
        // It looks whether the program is there.
        let unit = try Self.unit().replacing("/usr/local/bin/lunation", with: "/bin/true")
        try unit.write(toFile: folder.path + "/lunation.service", atomically: true, encoding: .utf8)
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = ["verify", "--man=no", "--recursive-errors=no", folder.path + "/lunation.service"]
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(said)")
        #expect(!said.contains("lunation.service"), "\(said)")
    }
}
