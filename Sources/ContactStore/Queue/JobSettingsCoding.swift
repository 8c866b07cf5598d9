import Formats
public import Scheduling

/// Settings of jobs as the JSON text that the store keeps: texts, lists of texts, and objects of whole numbers.
public enum JobSettingsCoding {
    public static func text(_ settings: [String: JobSetting]) -> String {
        var object = JSONObject()
        for (name, setting) in settings { object[name] = json(setting) }
        // Texts and whole numbers have a JSON form always.
        return (try? JSONValue.object(object).compact(sortsKeys: true)) ?? "{}"
    }

    /// What is no setting is left out.
    public static func settings(_ text: String) -> [String: JobSetting] {
        guard case .object(let object) = try? JSONValue(parsing: text) else { return [:] }
        var settings: [String: JobSetting] = [:]
        for (name, value) in object { settings[name] = setting(value) }
        return settings
    }

    private static func json(_ setting: JobSetting) -> JSONValue {
        switch setting {
        case .text(let text): return .string(text)
        case .list(let texts): return .array(texts.map { .string($0) })
        case .table(let table):
            var object = JSONObject()
            for (name, number) in table { object[name] = .integer(Int64(number)) }
            return .object(object)
        }
    }

    private static func setting(_ value: JSONValue) -> JobSetting? {
        switch value {
        case .string(let text): return .text(text)
        case .array(let values): return .list(values.compactMap(\.stringValue))
        case .object(let object):
            var table: [String: Int] = [:]
            for (name, value) in object { table[name] = value.integerValue.map { Int($0) } }
            return .table(table)
        default: return nil
        }
    }
}
