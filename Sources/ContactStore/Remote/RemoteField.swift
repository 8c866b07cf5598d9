/// A field of the workspace that is one of the account's.
public struct RemoteField: Hashable, Sendable {
    /// The id in the workspace.
    public var field: Int64
    /// The id in the account.
    public var remote: Int64
    /// Name, merge tag and `data_type` in the account when it was last looked at.
    public var name: String
    public var tag: String
    public var type: String

    public init(field: Int64, remote: Int64, name: String, tag: String, type: String) {
        self.field = field
        self.remote = remote
        self.name = name
        self.tag = tag
        self.type = type
    }
}
