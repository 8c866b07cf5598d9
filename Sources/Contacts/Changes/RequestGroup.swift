/// All requests of one method to one host in a change set, counted.
public struct RequestGroup: Hashable, Sendable {
    /// `POST api.example.com`.
    public let target: String
    public let count: Int

    public init(target: String, count: Int) {
        self.target = target
        self.count = count
    }
}
