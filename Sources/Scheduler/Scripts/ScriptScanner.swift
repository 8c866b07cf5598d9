import Automation
import ContactStore
import Contacts
import Glibc
import Scheduling

/// Finds the jobs of a workspace: every script under `scripts/` that has a `job { … }`. A file that has not changed is not read again.
final class ScriptScanner {
    private struct Version: Equatable {
        let inode: UInt64
        let size: Int64
        let changed: [Int]

        init(_ status: stat) {
            inode = UInt64(status.st_ino)
            size = Int64(status.st_size)
            changed = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
        }
    }

    private let workspace: Workspace
    private var known: [String: (version: Version, script: JobScript?)] = [:]
    /// The folders that hold scripts.
    private(set) var folders: [String] = []
    /// The jobs of the store by their scripts' paths: what was read of a text need not be read again.
    var records: [String: JobRecord] = [:]

    /// Deeper is no folder of scripts but a circle of links.
    private static let deepest = 8

    init(workspace: Workspace) {
        self.workspace = workspace
    }

    /// All jobs and all scripts that cannot be read, in the order of their paths.
    func scan() -> [JobScript] {
        var found: [String: (version: Version, script: JobScript?)] = [:]
        folders = []
        walk(workspace.scriptsPath, depth: 0) { path, version in
            let name = String(path.dropFirst(workspace.path.utf8.count + 1))
            if let old = known[name], old.version == version {
                found[name] = old
            } else {
                found[name] = (version, read(path, name))
            }
        }
        known = found
        return Self.unique(found.sorted { $0.key < $1.key }.compactMap(\.value.script))
    }

    /// Of two scripts with one job's name the second is broken.
    private static func unique(_ scripts: [JobScript]) -> [JobScript] {
        var owners: [String: String] = [:]
        return scripts.map { script in
            guard case .job(let definition, _, _) = script.content else { return script }
            if let owner = owners[definition.name] {
                let error = "there is a job '\(definition.name)' in \(owner) already; give this one another name"
                return JobScript(path: script.path, content: .broken(error))
            }
            owners[definition.name] = script.path
            return script
        }
    }

    private func walk(_ folder: String, depth: Int, _ body: (String, Version) -> Void) {
        guard depth < Self.deepest, let directory = opendir(folder) else { return }
        defer { closedir(directory) }
        folders.append(folder)
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix(".") else { continue }
            let path = folder + "/" + name
            var status = stat()
            guard stat(path, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                walk(path, depth: depth + 1, body)
            } else if status.st_mode & S_IFMT == S_IFREG, name.hasSuffix(".lua") {
                body(path, Version(status))
            }
        }
    }

    /// Nil for a script without a job.
    private func read(_ path: String, _ name: String) -> JobScript? {
        do {
            let script = try Script(path: path, name: name)
            if let record = records[name], record.hash == script.hash, !record.isRemoved, record.error == nil {
                let definition = try JobDefinition(
                    name: record.name, script: name, settings: record.settings, zone: workspace.configuration.zone)
                return JobScript(path: name, content: .job(definition, hash: script.hash, source: script.source))
            }
            guard let declaration = try JobReader(workspace: workspace).read(script) else { return nil }
            let definition = try JobDefinition(
                name: declaration.name ?? name, script: name, settings: declaration.settings, zone: workspace.configuration.zone)
            return JobScript(path: name, content: .job(definition, hash: script.hash, source: script.source))
        } catch {
            return JobScript(path: name, content: .broken(AddressMask.masked("\(error)")))
        }
    }
}
