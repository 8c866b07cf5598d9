/// One call, or a contact's part of an import: adjacent rows of the queue that go out together.
public struct DeliveryTask: Hashable, Sendable {
    public let step: DeliveryStep
    /// The number that the store knows the contact by.
    public let contact: Int64
    /// The event of a task that fires one.
    public let target: Int64
    /// The rows of the queue, in their order.
    public let rows: [Int64]
    /// Whether it must not be sent again where nobody knows what became of it.
    public let isAtMostOnce: Bool
    /// How often it has failed.
    public let attempts: Int
}
