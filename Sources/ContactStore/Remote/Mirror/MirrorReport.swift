/// What a pull came to.
public struct MirrorReport: Hashable, Sendable {
    /// Contacts that the account has.
    public var contacts = 0
    public var created = 0
    public var changed = 0
    public var renamed = 0
    public var deleted = 0
    public var unsubscribed = 0
    public var resubscribed = 0
    /// Contacts that are unsubscribed here and not in the account, and stay so.
    public var keptUnsubscribed = 0
    /// Contacts with changes that are still on their way to the account, or were refused there: these stay as they are here.
    public var waiting = 0
    /// Contacts that are here alone.
    public var onlyHere = 0
    /// Contacts whose address another one has here, which is not the account's: they were left as they are.
    public var addressConflicts = 0
    /// Rows without a usable address, and why the first one has none.
    public var rejected = 0
    public var firstError: String?
    /// Values that are not of their field's type: the values here stay.
    public var oddValues = 0
    /// Lists and fields that are new, and those that went.
    public var lists: [String] = []
    public var fields: [String] = []
    public var removed: [String] = []
    /// Lists and fields that could not be taken over, with the reasons.
    public var problems: [String] = []
    /// Entries that block addresses of the sending side; nil where they were not pulled.
    public var suppressions: Int?

    public init() {}
}
