import ContactStore
import Formats
import Glibc

/// Takes erased addresses out of a workspace's files but for the store.
///
/// Rows go from the files of contacts (`.csv`, `.jsonl`, either with `.gz`) and lines from what the REPL remembers; saved plans
/// that speak of an erased contact are removed, as they could not be applied any more. Every other file is left alone and
/// named.
struct FileEraser {
    /// The workspace's.
    let folder: String
    let scrubber: AddressScrubber

    /// Files longer than this are not looked into, unless they are files of contacts.
    private static let searchedLength = 64 << 20
    private static let deepest = 8

    func erase(_ report: inout ErasureReport) {
        for path in files(in: "", depth: 0).sorted() { erase(path, &report) }
    }

    private func erase(_ path: String, _ report: inout ErasureReport) {
        let full = self.folder + "/" + path
        let plain = path.hasSuffix(".gz") ? String(path.dropLast(3)) : path
        do throws(FormatError) {
            if plain.hasSuffix(".csv") || plain.hasSuffix(".tsv") {
                if let count = try RowEraser(scrubber: scrubber).eraseRecords(of: full) { report.cleaned[path] = count }
            } else if plain.hasSuffix(".jsonl") || plain == Workspace.historyName {
                if let count = try RowEraser(scrubber: scrubber).eraseLines(of: full) { report.cleaned[path] = count }
            } else {
                try search(path, full, &report)
            }
        } catch {
            // What cannot be read as what its name says is looked at as bytes, and the user told.
            guard let bytes = try? TextFile.read(full) else {
                report.failedFiles.append(path)
                return
            }
            guard scrubber.isMentioned(in: bytes) else { return }
            switch error {
            case .unreadable, .unwritable, .diskFull: report.failedFiles.append(path)
            default: report.mentioningFiles.append(path)
            }
        }
    }

    private func search(_ path: String, _ full: String, _ report: inout ErasureReport) throws(FormatError) {
        var status = stat()
        guard stat(full, &status) == 0, status.st_size <= Self.searchedLength else { return }
        let bytes = try TextFile.read(full)
        guard scrubber.isMentioned(in: bytes) else { return }
        if path.hasSuffix(".json"), String(decoding: bytes.prefix(200), as: UTF8.self).contains("\"\(PlanFile.format)\""),
            unlink(full) == 0
        {
            report.removedPlans.append(path)
        } else {
            report.mentioningFiles.append(path)
        }
    }

    /// The workspace's files but for the store, by their paths in it. Links are not followed.
    private func files(in folder: String, depth: Int) -> [String] {
        guard depth < Self.deepest, let directory = opendir(self.folder + "/" + folder) else { return [] }
        defer { closedir(directory) }
        ByteWriter.removeAbandoned(in: self.folder + "/" + folder)
        var found: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != "..", name != ".git" else { continue }
            let path = folder.isEmpty ? name : folder + "/" + name
            var status = stat()
            guard lstat(self.folder + "/" + path, &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: found += files(in: path, depth: depth + 1)
            case S_IFREG where !path.hasPrefix(Workspace.storeName): found.append(path)
            default: continue
            }
        }
        return found
    }
}
