/// What a pusher has done.
public struct DeliveryReport: Hashable, Sendable {
    /// Contacts that were told of, those of imports included.
    public var contacts = 0
    public var imports = 0
    public var updates = 0
    public var deletions = 0
    public var events = 0
    /// Lists and fields.
    public var shared = 0
    /// Rows of the queue's tasks that the account refused, and events whose outcome is unknown.
    public var refused = 0
    public var unknown = 0
    /// Contacts that the account has left out of imports, because its plan allows no more.
    public var overLimit = 0
    /// Whether it was told to end before everything was delivered.
    public var isStopped = false

    public init() {}

    public var isEmpty: Bool { contacts + events + shared + refused + unknown + overLimit == 0 }
}
