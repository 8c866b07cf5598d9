import Automation
import ContactStore
import Contacts
import Crypto
import Formats

/// Tells a URL of the workspace's settings when jobs fail and when they are well again.
struct Webhook: Sendable {
    private let url: String
    private let workspace: String
    private let secrets: Secrets
    /// The value that signs; nil where nothing is signed.
    private let secret: String?
    private let sender: NoticeSender

    /// The longest log that is sent along, in bytes.
    static let longestTail = 20_000
    static let signatureHeader = "X-Lunation-Signature"

    /// Nil where the settings name no URL.
    ///
    /// - Throws: ``WorkspaceError`` where the secret that signs is missing: what is not signed would be dropped at the other end.
    init?(_ configuration: NotifyConfiguration, workspace: String, secrets: Secrets, sender: NoticeSender) throws(WorkspaceError) {
        guard let url = configuration.webhook else { return nil }
        if let name = configuration.secret, secrets[name] == nil {
            let phrase = Suggestion.phrase(for: name, in: secrets.names)
            let reason = "no secret '\(name)'\(phrase); put it into secrets.yml or LUNATION_SECRET_\(name.uppercased())"
            throw .badConfiguration(path: "notify.secret", reason: reason)
        }
        self.url = url
        self.workspace = workspace
        self.secrets = secrets
        secret = configuration.secret.flatMap { secrets[$0] }
        self.sender = sender
    }

    func send(_ event: WebhookEvent) {
        var event = event
        event.logTail = LogTail.of(event.logTail, bytes: Self.longestTail)
        let body = event.json(workspace: workspace) { AddressMask.masked(secrets.redacted($0)) }.description
        var headers = [OutboxRequest.Header("Content-Type", "application/json")]
        if let secret { headers.append(OutboxRequest.Header(Self.signatureHeader, Self.signature(of: body, secret))) }
        sender.send(Notice("\(event.kind.rawValue) webhook of \(event.job)", to: url, of: url, headers: headers, body: body))
    }

    /// `sha256=` and the HMAC of the body in hexadecimal digits.
    static func signature(of body: String, _ secret: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Array(body.utf8), using: SymmetricKey(data: Array(secret.utf8)))
        return "sha256=" + code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
