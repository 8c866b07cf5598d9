public import Contacts

/// A contact as an export has it. Bytes are valid until the file's next row.
public struct MirrorRow {
    public var email = UnsafeRawBufferPointer(start: nil, count: 0)
    /// The id in the account; empty where the file has none.
    public var id = UnsafeRawBufferPointer(start: nil, count: 0)
    public var status: SubscriptionStatus?
    public var createdAt: Timestamp?
    /// Texts of the stager's fields, in its order; an empty one is no value.
    public var cells: [UnsafeRawBufferPointer]

    public init(fieldCount: Int) {
        cells = Array(repeating: UnsafeRawBufferPointer(start: nil, count: 0), count: fieldCount)
    }
}
