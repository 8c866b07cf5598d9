/// A list of the workspace that is one of the account's.
public struct RemoteList: Hashable, Sendable {
    /// The id in the workspace.
    public var list: Int64
    /// The id in the account.
    public var remote: Int64
    /// The name in the account when it was last looked at.
    public var name: String

    public init(list: Int64, remote: Int64, name: String) {
        self.list = list
        self.remote = remote
        self.name = name
    }
}
