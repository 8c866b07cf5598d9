/// A value that the domain refuses: what was wrong with which attribute, in the words of Mailtrap's Contacts API.
///
/// The value itself is not part of it: messages go to logs, and contact data does not.
public struct Invalid: Error, Hashable, Sendable, CustomStringConvertible {
    /// The attribute as the API names it: `email`, `name`, `merge_tag`, a field's merge tag, `params`.
    public let attribute: String
    /// What is wrong, to be read after the attribute: `is too long (maximum is 80 characters)`.
    public let message: String

    public init(_ attribute: String, _ message: String) {
        self.attribute = attribute
        self.message = message
    }

    public var description: String { "\(attribute) \(message)" }

    static func blank(_ attribute: String) -> Invalid { Invalid(attribute, "can't be blank") }
    static func tooLong(_ attribute: String, _ maximum: Int) -> Invalid {
        Invalid(attribute, "is too long (maximum is \(maximum) characters)")
    }
}
