/// Why deliveries stopped. What was queued stays queued.
public enum DeliveryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The account does not take the token.
    case forbidden(String)
    /// The account was tried again and again.
    case unreachable(String)
    /// Another process delivers.
    case busy(holder: String)

    public var description: String {
        switch self {
        case .forbidden(let reason):
            "deliveries stopped: \(reason); what is queued stays queued; 'lunation remote show' says which token it is"
        case .unreachable(let reason):
            "deliveries stopped: \(reason); what is queued stays queued, and 'lunation sync push' goes on with it"
        case .busy(let holder): "\(holder) delivers already; 'lunation sync status' says how far it is"
        }
    }
}
