public import Contacts

/// A stretch of time in which a job must not run.
public struct Blackout: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ text: String) throws(JobError) {
        description = text
    }

    public func contains(_ instant: Timestamp, in zone: Zone) -> Bool { false }
}
