import Formats
public import Scheduling

/// Batches of triggers as the JSON text that the queue keeps, and that workers get.
public enum BatchCoding {
    public static func text(_ batch: TriggerBatch) -> String {
        let object: JSONObject = [
            "trigger": .string(batch.trigger.description), "from": .integer(batch.from), "through": .integer(batch.through),
            "generation": .integer(batch.generation),
        ]
        // Names are valid texts, so there is a JSON form.
        return (try? JSONValue.object(object).compact()) ?? "{}"
    }

    public static func batch(_ text: String) -> TriggerBatch? {
        guard let object = try? JSONValue(parsing: text), let trigger = object["trigger"]?.stringValue.flatMap({ JobTrigger($0) }),
            let from = object["from"]?.integerValue, let through = object["through"]?.integerValue,
            let generation = object["generation"]?.integerValue
        else { return nil }
        return TriggerBatch(trigger: trigger, from: from, through: through, generation: generation)
    }
}
