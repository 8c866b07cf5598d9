import Contacts

/// A field as journals keep it: type, merge tag and name, with a line feed between them, which none of them can hold.
extension Field {
    var definition: String { "\(type.rawValue)\n\(tag)\n\(name)" }

    init?(id: Int64, definition: String) {
        let parts = definition.split(separator: "\n", maxSplits: 2).map(String.init)
        guard parts.count == 3, let type = ValueType(rawValue: parts[0]) else { return nil }
        self.init(id: id, name: parts[2], tag: parts[1], type: type)
    }
}
