import Foundation
import Testing

/// A block of a file of hostile scripts: those of bare Lua states, and those that are about the bindings.
struct HostileScript: Sendable, CustomTestStringConvertible {
    var id = ""
    var wanted: [String] = []
    /// Whether it is run in no other way than as it stands: it takes its whole time.
    var isSlow = false
    var source = ""

    var testDescription: String { id }

    private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Those of the virtual machine, but for the few that want an object of those tests.
    static let ofLua = read(tests.appending(path: "LuaTests/Hostile")).filter {
        !$0.source.contains("probe") && !$0.source.contains("host.make")
    }
    static let ofBindings = read(tests.appending(path: "AutomationTests/Hostile"))

    private static func read(_ folder: URL) -> [HostileScript] {
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }.flatMap { file in
            (try? String(contentsOf: file, encoding: .utf8)).map(read) ?? []
        }
    }

    private static func read(_ text: String) -> [HostileScript] {
        text.split(separator: "\n\n").compactMap { block in
            var result = HostileScript()
            for line in block.split(separator: "\n") {
                func value(_ name: String) -> String? { line.hasPrefix("-- \(name): ") ? String(line.dropFirst(name.count + 5)) : nil }
                if let id = value("id") {
                    result.id = id
                } else if let outcome = value("want") ?? value("or") {
                    result.wanted.append(outcome)
                } else if value("ways") == "plain" {
                    result.isSlow = true
                } else if !line.hasPrefix("--") {
                    result.source += line + "\n"
                }
            }
            return result.id.isEmpty ? nil : result
        }
    }

    var takesItsTime: Bool { wanted.contains("time-limit") }

    enum Way: CaseIterable { case plain, inPcall, inCoroutine }

    func source(_ way: Way) -> String {
        switch way {
        case .plain: source
        case .inPcall:
            """
            local pcall, type, error = pcall, type, error
            local function finish(ok, message)
              if not ok and type(message) == 'string' and #message == 0 then error('an empty message') end
            end
            finish(pcall(function(...)
            \(source)
            end))
            """
        case .inCoroutine: "coroutine.wrap(function(...)\n\(source)\nend)()"
        }
    }

    /// Limits come out the same in every way, and pcall catches errors.
    func accepts(_ outcome: String, _ way: Way) -> Bool {
        if wanted.contains(outcome) { return true }
        if wanted.contains("host-check"), outcome == "ok" || outcome == "refused-result" { return true }
        return way == .inPcall && wanted.contains("script-error") && outcome == "ok"
    }
}
