/// What starts a job beside the clock: the words of `on = "…"`.
public enum JobTrigger: Hashable, Sendable, CustomStringConvertible {
    /// Events of a name, in batches.
    case event(String)
    /// Contacts that have come into a segment, in batches.
    case enter(String)
    /// Contacts that have left a segment, in batches.
    case leave(String)
    /// Imports that are finished.
    case importFinished
    /// The start of the scheduler.
    case startup

    /// Reads `event:NAME`, `enter:SEGMENT`, `leave:SEGMENT`, `import` or `startup`.
    public init?(_ text: String) {
        func name(_ prefix: String) -> String? {
            guard text.hasPrefix(prefix), text.utf8.count > prefix.utf8.count else { return nil }
            return String(text.dropFirst(prefix.count))
        }
        if let name = name("event:") {
            self = .event(name)
        } else if let name = name("enter:") {
            self = .enter(name)
        } else if let name = name("leave:") {
            self = .leave(name)
        } else if text == "import" {
            self = .importFinished
        } else if text == "startup" {
            self = .startup
        } else {
            return nil
        }
    }

    /// The event's or the segment's.
    public var name: String? {
        switch self {
        case .event(let name), .enter(let name), .leave(let name): name
        case .importFinished, .startup: nil
        }
    }

    /// As it is written in a script, and stored.
    public var description: String {
        switch self {
        case .event(let name): "event:\(name)"
        case .enter(let segment): "enter:\(segment)"
        case .leave(let segment): "leave:\(segment)"
        case .importFinished: "import"
        case .startup: "startup"
        }
    }
}
