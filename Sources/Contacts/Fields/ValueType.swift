/// The kinds of values that fields, event parameters and filters hold.
///
/// The first five are the Contacts API's `data_type`s; `timestamp` is for the properties that the store keeps itself.
public enum ValueType: String, Sendable, CaseIterable, Codable {
    case text
    case integer
    case float
    case boolean
    case date
    case timestamp

    /// What a field may be made of.
    public static let fieldTypes: [ValueType] = [.text, .integer, .float, .boolean, .date]

    public var isNumeric: Bool { self == .integer || self == .float }
    public var isTemporal: Bool { self == .date || self == .timestamp }
}
