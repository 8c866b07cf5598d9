import ContactStore

/// The store that each test begins with: the workspace's lists, fields and segments, and nobody on them. It is made once and
/// copied by its bytes, which takes a hundredth of what making a store takes.
struct ScriptTestTemplate {
    private let bytes: [UInt8]

    init(of workspace: Workspace) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/" + Workspace.storeName
        try workspace.store.copySchema(to: path)
        bytes = try TextFile.read(path)
    }

    /// An empty workspace of one's own in a folder, with the settings and the modules of another.
    func workspace(like original: Workspace, in folder: TemporaryFolder) throws -> Workspace {
        try folder.write(bytes, to: Workspace.storeName)
        let store = try ContactStore.open(at: folder.path + "/" + Workspace.storeName, isDurable: false)
        return Workspace(
            path: folder.path, configuration: original.configuration, store: store, libraryPath: original.libraryPath)
    }
}
