import Contacts

/// A request that waits to be written, with whom to answer.
enum DirectRequest: Sendable {
    typealias Reply<Answer> = UnsafeContinuation<Result<Answer, ServedError>, Never>
    typealias Updated = (isCreated: Bool, contact: ServedContact)

    /// The address is normalised; nil where it is bad, which is among the problems then.
    case create(ContactCreation, EmailAddress?, Reply<ServedContact>)
    case update(ContactIdentifier, ContactUpdate, EmailAddress?, Reply<Updated>)
    case delete(ContactIdentifier, Reply<Void>)
    case fire(EventDraft, ContactIdentifier, Reply<Void>)
    case record(Engagement, Reply<EngagementOutcome>)
    case suppress(SuppressionEntry, Reply<SuppressionEntry>)
    case deleteSuppression(UUIDv7, Reply<SuppressionEntry>)
    case use(token: Int64, at: Timestamp)
    /// What has a transaction of its own, and answers itself; nil where there is no store to do it in.
    case alone(@Sendable (Result<SQLiteConnection, ServedError>) -> Void)

    func fail(_ error: ServedError) {
        switch self {
        case .create(_, _, let reply): reply.resume(returning: .failure(error))
        case .update(_, _, _, let reply): reply.resume(returning: .failure(error))
        case .delete(_, let reply), .fire(_, _, let reply): reply.resume(returning: .failure(error))
        case .record(_, let reply): reply.resume(returning: .failure(error))
        case .suppress(_, let reply), .deleteSuppression(_, let reply): reply.resume(returning: .failure(error))
        case .use: break
        case .alone(let body): body(.failure(error))
        }
    }
}
