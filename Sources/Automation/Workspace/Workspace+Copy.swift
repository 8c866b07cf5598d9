import ContactStore
import Glibc

extension Workspace {
    /// A copy to try things on, in a folder of its own: it has the store as it is now, the settings and the secrets, takes scripts, modules
    /// and files to import from the original, and changes nothing there. What its runs export stays in the folder.
    public func copy(in folder: TemporaryFolder) throws -> Workspace {
        let secrets = path + "/" + Secrets.fileName
        if access(secrets, F_OK) == 0 { try folder.write(try TextFile.read(secrets), to: Secrets.fileName) }
        // Where links lead is outside of the copy, so that no run of it can write there.
        if let scripts = CanonicalPath.of(scriptsPath), symlink(scripts, folder.path + "/scripts") != 0 {
            throw WorkspaceError.unwritable(path: folder.path, reason: String(cString: strerror(errno)))
        }
        return Workspace(
            path: CanonicalPath.of(folder.path) ?? folder.path, configuration: configuration,
            store: try store.copy(to: folder.path + "/" + Self.storeName), libraryPath: libraryPath, inputsPath: path)
    }
}
