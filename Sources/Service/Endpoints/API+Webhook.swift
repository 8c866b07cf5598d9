import Automation
import ContactStore
import Contacts
import Hummingbird
import Logging

extension API {
    /// Takes in a batch of Mailtrap's events. Any other status than 200 makes Mailtrap send the batch again, which does no harm: what
    /// has been taken in is known by its id.
    func takeWebhook(_ exchange: Exchange) async throws -> Answer {
        let bytes = try await bytes(exchange)
        guard let webhooks else {
            log.warning("a webhook was refused: there is no secret '\(settings.webhookSecret)' in secrets.yml")
            throw APIFailure.accessForbidden
        }
        guard let signature = exchange.request.headers[.mailtrapSignature], webhooks.isValid(signature, of: bytes) else {
            throw APIFailure.badSignature
        }
        let body = try WebhookBody(bytes, now: exchange.now)
        let writer = writer
        var (recorded, repeated, unknown) = (Int64(0), Int64(0), Int64(0))
        try await withThrowingTaskGroup(of: EngagementOutcome.self) { group in
            for engagement in body.engagements { group.addTask { try await writer.record(engagement) } }
            for try await outcome in group {
                switch outcome {
                case .recorded: recorded += 1
                case .repeated: repeated += 1
                case .unknownAddress: unknown += 1
                }
            }
        }
        return .json { json in
            json.object { json in
                json.member("recorded", recorded)
                json.member("repeated", repeated)
                json.member("unknown", unknown)
                json.member("ignored", Int64(body.ignored))
            }
        }
    }
}
