import ContactStore
import Contacts
import Formats
import NIOCore

/// What Mailtrap tells of its mails: an object with an array `events`, or JSON Lines with an event each.
///
/// Source: Mailtrap's documentation of webhooks; batches are of up to 500 events.
struct WebhookBody {
    /// What can be kept of the events.
    private(set) var engagements: [Engagement] = []
    /// How many events are of other kinds, or have no address that can be anybody's.
    private(set) var ignored = 0

    private static let kinds: [String: Engagement.Kind] = [
        "delivery": .delivered, "open": .opened, "click": .clicked, "bounce": .bounced, "soft bounce": .softBounced,
        "soft_bounce": .softBounced, "spam": .complained, "spam_complaint": .complained, "unsubscribe": .unsubscribed,
    ]
    /// What is kept of an event beside its kind.
    private static let parameters = [
        "message_id", "category", "url", "reason", "response", "response_code", "bounce_category", "campaign_id", "user_agent",
    ]

    init(_ bytes: ByteBuffer, now: Timestamp) throws(APIFailure) {
        for event in try Self.events(bytes) { take(event, now) }
    }

    private static func events(_ bytes: ByteBuffer) throws(APIFailure) -> [JSONValue] {
        let body: JSONValue
        do {
            body = try JSONBody.value(bytes)
        } catch {
            let lines = String(buffer: bytes).split(whereSeparator: \.isNewline)
            guard lines.count > 1 else { throw error }
            return try lines.map { line throws(APIFailure) in try JSONBody.value(ByteBuffer(substring: line)) }
        }
        switch body {
        case .array(let events): return events
        case .object(let object) where object["event"] != nil: return [body]
        case .object(let object):
            guard case .array(let events)? = object["events"] else { throw .badRequest("The body has no events") }
            return events
        default: throw .badRequest("The body has no events")
        }
    }

    private mutating func take(_ event: JSONValue, _ now: Timestamp) {
        guard let name = event["event"]?.stringValue, let kind = Self.kinds[name],
            let email = event["email"]?.stringValue.flatMap({ try? EmailAddress($0) })
        else {
            ignored += 1
            return
        }
        let at = event["timestamp"].flatMap(Self.seconds).map { Timestamp(milliseconds: $0 * 1_000) } ?? now
        // Without an id of its own, what makes it one event is what it says.
        let id = event["event_id"]?.stringValue ?? "\(event["message_id"]?.stringValue ?? "") \(name) \(at.milliseconds) \(email.value)"
        let values = Self.parameters.compactMap { name -> (String, Value)? in
            switch event[name] {
            case .string(let text) where !text.isEmpty: (name, .text(String(text.prefix(EventParameters.maximumLength))))
            case .integer(let number): (name, .integer(number))
            default: nil
            }
        }
        engagements.append(
            Engagement(
                id: id, kind: kind, email: email, at: at, parameters: (try? EventParameters(values)) ?? .none,
                stream: event["sending_stream"]?.stringValue.flatMap { SuppressionEntry.Stream(rawValue: $0) } ?? .any,
                domain: event["sending_domain_name"]?.stringValue))
    }

    private static func seconds(_ json: JSONValue) -> Int64? {
        let seconds = json.integerValue ?? json.doubleValue.flatMap { Int64(exactly: $0.rounded(.down)) }
        return seconds.flatMap {
            Timestamp.range.contains(Timestamp(milliseconds: $0.multipliedReportingOverflow(by: 1_000).partialValue)) ? $0 : nil
        }
    }
}
