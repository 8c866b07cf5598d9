import Contacts
import Lua

/// A property that a script is about to test, and what the test becomes: a filter, or an event clause whose aggregate it tests.
final class PropertyObject: LuaObject {
    static let luaClass = "Property"

    let property: Property
    /// Makes the filter from the predicate.
    let finish: (Predicate) -> Filter
    /// The type of its values; nil where any is taken.
    let type: ValueType?
    /// As messages call it.
    let title: String
    let weight: Int

    /// A condition on it, for messages.
    var example: String { type.map { $0.isNumeric } == true ? "\(title):ge(1)" : "\(title):is_set()" }

    /// A property of contacts or events.
    init(_ property: Property) {
        self.property = property
        self.type = property.type
        self.title = property.path
        self.weight = 192 + 2 * title.utf8.count
        self.finish = { .test(property, $0) }
    }

    /// An aggregate of a contact's events.
    ///
    /// - Parameter weight: bytes that the question holds.
    init(aggregate title: String, type: ValueType, weight: Int, _ finish: @escaping (Predicate) -> EventClause) {
        self.property = .eventAt
        self.type = type
        self.title = title
        self.weight = weight + 192 + 2 * title.utf8.count
        self.finish = { .events(finish($0)) }
    }
}
