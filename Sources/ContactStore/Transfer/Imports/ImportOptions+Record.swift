import Formats

/// Options as the record of a run keeps them: a JSON object. What does not change which contacts come out is left out.
extension ImportOptions {
    func record(format: TransferFormat) -> String {
        var map = JSONObject()
        for (property, column) in columns { map[property] = .string(column) }
        let object: JSONObject = [
            "existing": .string(existing.rawValue), "on_error": .string(onError.rawValue), "format": .string(format.rawValue),
            "map": .object(map), "ignore": .array(ignoredColumns.sorted().map { .string($0) }),
            "lists": .array(lists.map { .string($0) }), "create_fields": .bool(createsFields),
        ]
        // An object of texts has a JSON form always.
        return (try? JSONValue.object(object).compact(sortsKeys: true)) ?? "{}"
    }

    init?(record: String) {
        guard let object = try? JSONValue(parsing: record),
            let existing = object["existing"]?.stringValue.flatMap(Existing.init(rawValue:)),
            let onError = object["on_error"]?.stringValue.flatMap(OnError.init(rawValue:)),
            let format = object["format"]?.stringValue.flatMap(TransferFormat.init(rawValue:))
        else { return nil }
        self.init()
        self.existing = existing
        self.onError = onError
        self.format = format
        for (property, column) in object["map"]?.objectValue ?? JSONObject() { columns[property] = column.stringValue }
        ignoredColumns = Set((object["ignore"]?.arrayValue ?? []).compactMap(\.stringValue))
        lists = (object["lists"]?.arrayValue ?? []).compactMap(\.stringValue)
        createsFields = object["create_fields"]?.boolValue ?? false
    }
}
