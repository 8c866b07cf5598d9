import Lunation

/// Scripts of a workspace, each read and checked once: thousands of lines have a few scripts among them.
final class ScriptShelf {
    private let workspace: Workspace
    private var known: [String: Script] = [:]
    /// Hashes of texts that Lua takes.
    private var checked: Set<String> = []

    init(workspace: Workspace) {
        self.workspace = workspace
    }

    func script(_ path: String) throws -> Script {
        if let script = known[path] { return script }
        let script = try workspace.script(path)
        if !checked.contains(script.hash) {
            try LuaState().check(script.source, name: script.name)
            checked.insert(script.hash)
        }
        known[path] = script
        return script
    }

    /// Files are read again from here on: what somebody has saved since counts.
    func forget() { known.removeAll(keepingCapacity: true) }
}
