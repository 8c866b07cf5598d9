import Formats
public import Scheduling

/// A job's settings as the JSON object that the store holds: texts, lists of texts, and objects of whole numbers. The same
/// settings are the same text.
public enum JobSettingsCoding {
    public static func text(_ settings: [String: JobSetting]) -> String {
        var object = JSONObject()
        for (name, setting) in settings.sorted(by: { $0.key < $1.key }) { object[name] = value(setting) }
        return (try? JSONValue.object(object).compact()) ?? "{}"
    }

    /// Nil for what no settings are written as.
    public static func settings(_ text: String) -> [String: JobSetting]? {
        guard let object = (try? JSONValue(parsing: text))?.objectValue else { return nil }
        var settings: [String: JobSetting] = [:]
        for (name, value) in zip(object.keys, object.values) {
            guard let setting = setting(value) else { return nil }
            settings[name] = setting
        }
        return settings
    }

    private static func value(_ setting: JobSetting) -> JSONValue {
        switch setting {
        case .text(let text): return .string(text)
        case .list(let texts): return .array(texts.map { .string($0) })
        case .table(let counts):
            var object = JSONObject()
            for (name, count) in counts.sorted(by: { $0.key < $1.key }) { object[name] = .integer(Int64(count)) }
            return .object(object)
        }
    }

    private static func setting(_ value: JSONValue) -> JobSetting? {
        switch value {
        case .string(let text): return .text(text)
        case .array(let values):
            let texts = values.compactMap(\.stringValue)
            return texts.count == values.count ? .list(texts) : nil
        case .object(let object):
            var counts: [String: Int] = [:]
            for (name, value) in zip(object.keys, object.values) {
                guard let count = value.integerValue.flatMap({ Int(exactly: $0) }) else { return nil }
                counts[name] = count
            }
            return .table(counts)
        case .null, .bool, .integer, .number: return nil
        }
    }
}
