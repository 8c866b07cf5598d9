import Automation
import Foundation
import Glibc
import Logging
import Scheduler

/// A workspace whose jobs are run by a service in this process, as a host that embeds the library does; its workers are the program's.
final class ServedShop: @unchecked Sendable {
    let folder: ScratchFolder
    let workspace: Workspace
    let stop = StopSignal()
    private let ended = DispatchSemaphore(value: 0)
    private(set) var error: (any Error)?

    /// - Parameter settings: the text of `lunation.yml`.
    init(settings: String) throws {
        folder = try ScratchFolder()
        let path = folder.path + "/shop"
        _ = try Workspace.create(at: path)
        try settings.write(toFile: path + "/lunation.yml", atomically: true, encoding: .utf8)
        workspace = try Workspace.open(at: path)
    }

    func script(_ name: String, _ text: String) throws {
        try text.write(toFile: "\(workspace.path)/scripts/\(name).lua", atomically: true, encoding: .utf8)
    }

    func start(workers: Int = 1) throws {
        var options = ServiceOptions(workerCommand: [Self.program, "worker", "--workspace", workspace.path])
        options.workers = workers
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let service = try SchedulerService(workspace: workspace, options: options, stop: stop, log: log)
        let served = Handed(service)
        Thread.detachNewThread {
            do { try served.value.run() } catch { self.error = error }
            self.ended.signal()
        }
    }

    /// Ends the service. Answers whether it came to its end.
    func end() -> Bool {
        stop.stop()
        return ended.wait(timeout: .now() + 60) == .success
    }

    /// The processes of its workers.
    var workers: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.filter { name in
            guard Int(name) != nil, let line = FileManager.default.contents(atPath: "/proc/\(name)/cmdline") else { return false }
            return String(decoding: line, as: UTF8.self).contains("worker\0--workspace\0\(workspace.path)")
        }
    }

    /// A value that goes to another thread and is not used here any more.
    private struct Handed<Value>: @unchecked Sendable {
        let value: Value
        init(_ value: Value) { self.value = value }
    }

    /// The program lies beside the tests.
    private static let program: String = {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = max(0, readlink("/proc/self/exe", &buffer, buffer.count))
        let tests = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return URL(fileURLWithPath: tests).deletingLastPathComponent().path + "/lunation"
    }()
}
