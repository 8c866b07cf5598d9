public import ContactStore
public import Contacts

/// How a store differs from its account.
public struct VerifyReport: Sendable {
    /// What a pull would do.
    public var mirror: MirrorReport
    /// The properties that differ, counted.
    public var groups: [ChangeGroup]
    /// The first contacts that differ, from what is here to what the account has.
    public var sample: [ContactDiff]
    public var calls: Int

    /// Whether there is no difference but what is on its way.
    public var isSame: Bool {
        mirror.created + mirror.changed + mirror.deleted + mirror.onlyHere + mirror.addressConflicts == 0 && groups.isEmpty
            && mirror.problems.isEmpty
    }
}
