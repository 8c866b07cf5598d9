public import Contacts

/// How old the contacts of a mirror are.
public struct MirrorAge: Hashable, Sendable {
    public let account: Int64
    public let accountName: String
    /// When the exports began that it was made of; nil before the first pull.
    public let pulledAt: Timestamp?

    /// What is older than this is told with a warning: 24 hours, in milliseconds.
    public static let longest: Int64 = 86_400_000

    /// Milliseconds; nil before the first pull.
    public func age(at now: Timestamp) -> Int64? { pulledAt.map { max(0, now.milliseconds - $0.milliseconds) } }

    public func isOld(at now: Timestamp) -> Bool { age(at: now).map { $0 > Self.longest } ?? true }
}

extension Snapshot {
    /// How old the mirror is that it shows; nil where the store is no mirror.
    public func mirrorAge() throws -> MirrorAge? {
        try store.translating { try RemoteTables(connection: connection).remote()?.mirrorAge }
    }
}

extension Remote {
    public var mirrorAge: MirrorAge { MirrorAge(account: account, accountName: accountName, pulledAt: pulledAt) }
}
