/// What a request is told once its transaction is on the disk.
enum DirectAnswer {
    case contact(DirectRequest.Reply<ServedContact>, Result<ServedContact, ServedError>)
    case updated(DirectRequest.Reply<DirectRequest.Updated>, Result<DirectRequest.Updated, ServedError>)
    case done(DirectRequest.Reply<Void>, Result<Void, ServedError>)
    case outcome(DirectRequest.Reply<EngagementOutcome>, EngagementOutcome)
    case entry(DirectRequest.Reply<SuppressionEntry>, Result<SuppressionEntry, ServedError>)
    case none

    func send() {
        switch self {
        case .contact(let reply, let result): reply.resume(returning: result)
        case .updated(let reply, let result): reply.resume(returning: result)
        case .done(let reply, let result): reply.resume(returning: result)
        case .outcome(let reply, let outcome): reply.resume(returning: .success(outcome))
        case .entry(let reply, let result): reply.resume(returning: result)
        case .none: break
        }
    }
}
