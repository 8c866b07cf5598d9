import Foundation
import Testing

/// A block of a file in the folder `Hostile`, or a text made for the purpose.
struct HostileCase: Sendable, CustomTestStringConvertible {
    var id = ""
    var kind = ""
    var wanted: [String] = []
    var wantedInPcall: String?
    var wantedInCoroutine: String?
    var source = ""

    var testDescription: String { id }

    static let all = inFiles + made
    /// Those that run out of time, which each take a second.
    static let slow = all.filter { $0.wanted.contains("time-limit") }
    static let quick = all.filter { !$0.wanted.contains("time-limit") }

    static let inFiles: [HostileCase] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Hostile")
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.sorted { $0.path < $1.path }.flatMap { file in
            (try? String(contentsOf: file, encoding: .utf8)).map(read) ?? []
        }
    }()

    static func read(_ text: String) -> [HostileCase] {
        text.split(separator: "\n\n").compactMap { block in
            var result = HostileCase()
            for line in block.split(separator: "\n") {
                func value(_ name: String) -> String? { line.hasPrefix("-- \(name): ") ? String(line.dropFirst(name.count + 5)) : nil }
                if let id = value("id") {
                    result.id = id
                } else if let kind = value("class") {
                    result.kind = kind
                } else if let outcome = value("want") ?? value("or") {
                    result.wanted.append(outcome)
                } else if let outcome = value("in pcall") {
                    result.wantedInPcall = outcome
                } else if let outcome = value("in coroutine") {
                    result.wantedInCoroutine = outcome
                } else if !line.hasPrefix("--") {
                    result.source += line + "\n"
                }
            }
            return result.id.isEmpty ? nil : result
        }
    }

    /// Limits come out the same in every way; pcall catches errors, and nothing catches a text that is no Lua.
    func wanted(_ way: HostileWay) -> [String] {
        switch way {
        case .plain: wanted
        case .inPcall: wantedInPcall.map { [$0] } ?? wanted.map { $0 == "script-error" ? "caught" : $0 }
        case .inCoroutine: wantedInCoroutine.map { [$0] } ?? wanted
        }
    }

    func accepts(_ outcome: String, _ way: HostileWay) -> Bool {
        let wanted = wanted(way)
        return wanted.contains(outcome) || wanted.contains("host-check") && (outcome == "ok" || outcome == "refused-result")
    }
}
