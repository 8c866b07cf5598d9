/// A property of a global or a class, as its declaration has it.
struct DeclaredProperty {
    let name: String
    /// In the notation of the Lua language server.
    let type: String
    let doc: String
    /// Whether scripts assign it.
    var isSettable = false
}
