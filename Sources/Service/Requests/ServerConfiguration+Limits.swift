import Automation

extension Automation.ServerConfiguration {
    /// What a webhook's body may be at least, in bytes: it has up to 500 events.
    private static let webhookLimit = 8 << 20

    /// How long the body of a request may be, in bytes.
    func limit(of route: Route) -> Int {
        switch route {
        case .imports: importLimit
        case .webhook: max(bodyLimit, Self.webhookLimit)
        default: bodyLimit
        }
    }
}
