import ContactStore
import Contacts
import Glibc

/// What a run's imports and exports leave outside of the store: files, which appear when the run is committed and not before.
final class RunTransfers {
    /// The workspace's folder.
    let folder: String
    /// Where files to import are looked for that are not there.
    let inputsFolder: String
    /// Whether this is a run: a plan writes nothing.
    let writesFiles: Bool
    private var count: Int64 = 0
    private var imports: [(staged: StagedImport, path: String)] = []
    private var exports: [PendingExport] = []
    /// Folders made for exports, which go with them where nothing comes of it.
    private var madeFolders: [String] = []

    init(folder: String, inputsFolder: String? = nil, writesFiles: Bool) {
        self.folder = folder
        self.inputsFolder = inputsFolder ?? folder
        self.writesFiles = writesFiles
    }

    deinit {
        for export in exports { export.discard() }
        // One that is in use by now stays.
        for folder in madeFolders.reversed() { rmdir(folder) }
    }

    /// Whether the run exports, or has refused rows.
    private(set) var hasFiles = false

    /// The number of the next import or export of the run.
    func nextNumber() -> Int64 {
        count += 1
        return count
    }

    /// Keeps the refused rows of an import for a file. Answers its name, from the workspace's folder.
    func keep(_ staged: StagedImport, of name: String, number: Int64, now: Timestamp) -> String? {
        guard staged.report.rejected > 0 else { return nil }
        hasFiles = true
        let base = name.split(separator: "/").last ?? "import"
        let stem = base.split(separator: ".").first ?? base
        let time = now.description.filter { $0 != "-" && $0 != ":" }.replacing(".000Z", with: "Z")
        let ending = TransferFormat(path: name).rawValue
        let path = "rejected/\(stem)-\(time)-\(number).\(ending)"
        if writesFiles { imports.append((staged, folder + "/" + path)) }
        return path
    }

    /// Notes an export that is not written, of a plan.
    func noteExport() { hasFiles = true }

    /// Keeps an export until the commit.
    func keep(_ export: PendingExport) { exports.append(export) }

    /// Makes the folders on the way to a file.
    func makeFolders(for path: String) {
        var missing: [String] = []
        var part = path
        while let slash = part.lastIndex(of: "/") {
            part = String(part[..<slash])
            if access(part, F_OK) == 0 { break }
            missing.append(part)
        }
        for folder in missing.reversed() where mkdir(folder, 0o700) == 0 { madeFolders.append(folder) }
    }

    /// Brings all files to the disk under names of their own, before the commit.
    func seal() throws {
        for export in exports { try export.seal() }
    }

    /// Gives the files their names, after the commit.
    func finish() throws {
        madeFolders = []
        var failure: (any Error)?
        while !exports.isEmpty {
            do { _ = try exports.removeFirst().finish() } catch { failure = error }
        }
        while !imports.isEmpty {
            let (staged, path) = imports.removeFirst()
            do { try staged.writeErrors(to: path) } catch { failure = error }
        }
        if let failure { throw failure }
    }
}
