import ContactStore
import Glibc

extension Workspace {
    /// A copy to try things on, in a folder of its own: it has the store as it is now, the settings and the secrets, takes modules and
    /// files to import from the original, and changes nothing there. What its runs export stays in the folder.
    public func copy(in folder: TemporaryFolder) throws -> Workspace {
        let secrets = path + "/" + Secrets.fileName
        if access(secrets, F_OK) == 0 { try folder.write(try TextFile.read(secrets), to: Secrets.fileName) }
        return Workspace(
            path: folder.path, configuration: configuration, store: try store.copy(to: folder.path + "/" + Self.storeName),
            libraryPath: libraryPath, inputsPath: path)
    }
}
