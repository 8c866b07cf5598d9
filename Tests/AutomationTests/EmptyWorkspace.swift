import Automation
import Foundation

/// A workspace of nobody in a folder of its own, gone with the test.
final class EmptyWorkspace {
    let workspace: Workspace

    init() throws {
        workspace = try Workspace.create(at: FileManager.default.temporaryDirectory.path + "/lunation-" + UUID().uuidString)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: workspace.path)
    }

    func write(_ text: String, _ name: String) throws {
        try text.write(toFile: workspace.path + "/" + name, atomically: true, encoding: .utf8)
    }
}
