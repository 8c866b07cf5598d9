public import ContactStore
import Contacts
import Glibc

/// A folder that holds a store, its configuration and scripts.
///
/// ```
/// lunation.yml     time zone, guards, limits
/// contacts.db      the store
/// scripts/         Lua automations
/// lib/             modules for require
/// tests/           tests of the scripts
/// rejected/        rows that imports refused
/// ```
public struct Workspace: Sendable {
    public let path: String
    public let configuration: WorkspaceConfiguration
    public let store: ContactStore

    static let storeName = "contacts.db"
    static let configurationName = "lunation.yml"
    /// What was typed into the REPL.
    static let historyName = ".lunation/history"

    /// The name of its folder, however the path to it was written.
    public var name: String { (CanonicalPath.of(path) ?? path).split(separator: "/").last.map(String.init) ?? "Lunation" }

    public var scriptsPath: String { path + "/scripts" }
    /// Where `require` finds modules.
    public let libraryPath: String
    /// Where files that scripts import are looked for, if they are not in the workspace's own folder.
    let inputsPath: String
    /// What was typed in the console.
    public var historyPath: String { path + "/" + Self.historyName }
    /// The logs of the runs that a scheduler started.
    public var logsPath: String { path + "/.lunation/logs" }
    public var testsPath: String { path + "/tests" }
    public var rejectedPath: String { path + "/rejected" }

    init(path: String, configuration: WorkspaceConfiguration, store: ContactStore, libraryPath: String? = nil, inputsPath: String? = nil) {
        self.path = path
        self.configuration = configuration
        self.store = store
        self.libraryPath = libraryPath ?? path + "/lib"
        self.inputsPath = inputsPath ?? path
    }

    /// Makes a workspace in a folder, which is made where it is missing.
    public static func create(at path: String) throws -> Workspace {
        let configurationPath = path + "/" + configurationName
        guard access(configurationPath, F_OK) != 0 else { throw WorkspaceError.alreadyExists(path: path) }
        for folder in [path, path + "/scripts", path + "/lib", path + "/tests"] {
            if mkdir(folder, 0o700) != 0, errno != EEXIST {
                throw WorkspaceError.unwritable(path: folder, reason: String(cString: strerror(errno)))
            }
        }
        let store = try ContactStore.create(at: path + "/" + storeName)
        // Last, since it is what makes the folder a workspace: a creation cut short can be run again.
        try TextFile.create(configurationPath, WorkspaceConfiguration.template)
        return Workspace(path: path, configuration: WorkspaceConfiguration(), store: store)
    }

    /// Opens a workspace.
    public static func open(at path: String) throws -> Workspace {
        let configurationPath = path + "/" + configurationName
        guard access(configurationPath, F_OK) == 0 else { throw WorkspaceError.missing(path: path) }
        let text = String(decoding: try TextFile.read(configurationPath), as: UTF8.self)
        let configuration = try WorkspaceConfiguration(yaml: text, path: configurationPath)
        let store = try ContactStore.open(at: path + "/" + storeName) { addresses in
            var report = ErasureReport()
            FileEraser(folder: path, scrubber: AddressScrubber(addresses)).erase(&report)
            if let file = report.failedFiles.first {
                throw WorkspaceError.unwritable(path: path + "/" + file, reason: "an erasure goes on")
            }
        }
        return Workspace(path: path, configuration: configuration, store: store)
    }
}
