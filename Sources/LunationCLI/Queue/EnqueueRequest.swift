import Formats
import Lunation

/// What is asked of `lunation enqueue`: once by its options, or line by line.
struct EnqueueRequest {
    var script: String?
    /// A text in ISO 8601, or Unix milliseconds.
    var at: JSONValue?
    var delay: String?
    var arguments: [String: String] = [:]
    var priority: Int?

    /// Takes in what a line says. Keys that are not known are passed over, so that lines may carry more.
    mutating func take(_ line: JSONValue) throws {
        guard case .object(let members) = line else { throw EnqueueError.wrongType("the line", wanted: "JSON object") }
        // What a line says of the time takes the place of what the options say, be it the same key or the other one.
        if members["at"] != nil || members["in"] != nil { (at, delay) = (nil, nil) }
        for (key, value) in members {
            switch key {
            case "script": script = try Self.text(key, value)
            case "at": at = value
            case "in": delay = try Self.text(key, value)
            case "set":
                guard case .object(let values) = value else { throw EnqueueError.wrongType(key, wanted: "JSON object") }
                for (name, value) in values { arguments[name] = try Self.argument("set.\(name)", value) }
            case "priority":
                guard let number = value.integerValue else { throw EnqueueError.wrongType(key, wanted: "whole number") }
                priority = Int(number)
            default: break
            }
        }
    }

    /// The run that is meant.
    func run(of scripts: ScriptShelf, now: Timestamp, zone: Zone) throws -> RunRequest {
        guard let script else { throw EnqueueError.noScript }
        let due = try due(now: now, zone: zone)
        let found = try scripts.script(script)
        return RunRequest(
            script: found.name, source: found.source, hash: found.hash, dueAt: due, priority: priority,
            arguments: arguments.isEmpty ? nil : ArgumentCoding.text(arguments))
    }

    private func due(now: Timestamp, zone: Zone) throws -> Timestamp? {
        guard at == nil || delay == nil else { throw EnqueueError.twoTimes }
        if let delay {
            guard let span = Span(delay) else { throw EnqueueError.noSpan(delay) }
            let due = LogicalClock(now: now, zone: zone).ahead(span)
            guard Timestamp.range.contains(due) else { throw EnqueueError.noSpan(delay) }
            return due
        }
        switch at {
        case nil: return nil
        case .string(let text):
            guard let instant = Timestamp(text) else { throw EnqueueError.noTime(text) }
            return instant
        case .integer(let milliseconds):
            let instant = Timestamp(milliseconds: milliseconds)
            guard Timestamp.range.contains(instant) else { throw EnqueueError.noTime(String(milliseconds)) }
            return instant
        case .some: throw EnqueueError.wrongType("at", wanted: "time")
        }
    }

    private static func text(_ key: String, _ value: JSONValue) throws -> String {
        guard let text = value.stringValue else { throw EnqueueError.wrongType(key, wanted: "text") }
        return text
    }

    private static func argument(_ key: String, _ value: JSONValue) throws -> String {
        switch value {
        case .string(let text): text
        case .integer, .number, .bool: value.description
        case .null, .array, .object: throw EnqueueError.wrongType(key, wanted: "text, number or boolean")
        }
    }
}
