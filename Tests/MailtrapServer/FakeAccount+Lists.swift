import Formats

extension FakeAccount {
    func index(search: String?) -> FakeAnswer {
        let found = lists.filter { search == nil || $0.value.lowercased().hasPrefix(search?.lowercased() ?? "") }
        return FakeAnswer(200, .array(found.sorted { $0.key < $1.key }.map { ["id": .integer($0.key), "name": .string($0.value)] }))
    }

    mutating func list(_ method: String, _ id: Int64?, _ json: JSONValue) -> FakeAnswer {
        if method == "POST" {
            guard let name = json["name"]?.stringValue, !name.isEmpty else { return FakeAnswer(422, errors: ["name": ["can't be blank"]]) }
            if lists.values.contains(name) { return FakeAnswer(422, errors: ["name": ["has already been taken"]]) }
            let id = addList(name)
            return FakeAnswer(200, ["id": .integer(id), "name": .string(name)])
        }
        guard let id, let old = lists[id] else { return .notFound }
        switch method {
        case "PATCH":
            lists[id] = json["name"]?.stringValue ?? old
        case "DELETE":
            lists[id] = nil
            for key in contacts.keys { contacts[key]?.lists.remove(id) }
            return FakeAnswer(204)
        default: break
        }
        return FakeAnswer(200, ["id": .integer(id), "name": .string(lists[id] ?? old)])
    }

    mutating func field(_ method: String, _ id: Int64?, _ json: JSONValue) -> FakeAnswer {
        if method == "GET", id == nil { return FakeAnswer(200, .array(fields.keys.sorted().map { fieldJSON($0) })) }
        if method == "POST" {
            guard let name = json["name"]?.stringValue, let tag = json["merge_tag"]?.stringValue, let type = json["data_type"]?.stringValue
            else { return FakeAnswer(422, errors: ["name": ["can't be blank"]]) }
            if fields.values.contains(where: { $0.tag == tag }) {
                return FakeAnswer(422, errors: ["merge_tag": ["has already been taken"]])
            }
            let made = addField(name, type, tag: tag)
            return FakeAnswer(201, fieldJSON(made))
        }
        guard let id, let old = fields[id] else { return .notFound }
        switch method {
        case "PATCH":
            let tag = json["merge_tag"]?.stringValue ?? old.tag
            fields[id] = Field(name: json["name"]?.stringValue ?? old.name, type: old.type, tag: tag)
            for key in contacts.keys where tag != old.tag {
                if let value = contacts[key]?.fields.removeValue(forKey: old.tag) { contacts[key]?.fields[tag] = value }
            }
        case "DELETE":
            fields[id] = nil
            for key in contacts.keys { contacts[key]?.fields[old.tag] = nil }
            return FakeAnswer(204)
        default: break
        }
        return FakeAnswer(200, fieldJSON(id))
    }

    private func fieldJSON(_ id: Int64) -> JSONValue {
        let field = fields[id] ?? Field(name: "", type: "", tag: "")
        return [
            "id": .integer(id), "name": .string(field.name), "data_type": .string(field.type), "merge_tag": .string(field.tag),
        ]
    }
}
