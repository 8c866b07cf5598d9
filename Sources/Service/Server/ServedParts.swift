import ContactStore
import Contacts

/// What an API works with: made before the first request, ended after the last.
struct ServedParts {
    let store: ContactStore
    let writer: DirectWriter
    let imports: ServedImports
    let exports: ServedExports
    let webhooks: WebhookKey?
    let accountName: String
    let now: @Sendable () -> Timestamp

    /// Ends the threads behind it, once what they are at is done.
    func close() async {
        await imports.close()
        await exports.close()
        await writer.close()
    }
}
