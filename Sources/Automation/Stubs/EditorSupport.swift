import Glibc
public import Lua

/// What an editor with the Lua language server needs to know a workspace's scripts: definitions of the bindings, the workspace's
/// fields among them, and the server's settings.
public struct EditorSupport {
    public let workspace: Workspace
    /// Globals of the host's own, beside Lunation's.
    public var bindings: [LuaModule] = []

    public static let stubName = ".lunation/library/lunation.lua"
    public static let settingsName = ".luarc.json"

    public init(workspace: Workspace) {
        self.workspace = workspace
    }

    /// Writes the definitions, and the settings where there are none. Answers the paths of what it wrote.
    @discardableResult
    public func write() throws -> [String] {
        for folder in [".lunation", ".lunation/library"] {
            let path = workspace.path + "/" + folder
            if mkdir(path, 0o700) != 0, errno != EEXIST {
                throw WorkspaceError.unwritable(path: path, reason: String(cString: strerror(errno)))
            }
        }
        let stubs = workspace.path + "/" + Self.stubName
        try TextFile.replace(stubs, try text())
        let settings = workspace.path + "/" + Self.settingsName
        guard access(settings, F_OK) != 0 else { return [stubs] }
        try TextFile.replace(settings, Self.settings)
        return [stubs, settings]
    }

    /// The definitions.
    public func text() throws -> String {
        StubWriter(declarations: try BindingDeclarations(workspace: workspace, bindings: bindings)).text
    }

    /// Source: https://luals.github.io/wiki/settings. The libraries that are switched off come back, as far as scripts have them,
    /// with the definitions.
    static let settings = """
        {
          "$schema": "https://raw.githubusercontent.com/LuaLS/vscode-lua/master/setting/schema.json",
          "runtime": {
            "version": "Lua 5.4",
            "path": ["lib/?.lua"],
            "builtin": { "debug": "disable", "io": "disable", "os": "disable", "package": "disable" }
          },
          "workspace": {
            "library": [".lunation/library"],
            "checkThirdParty": false
          }
        }

        """
}
