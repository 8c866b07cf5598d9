/// How one attempt to deliver a notice ended.
enum NoticeDelivery: Hashable, Sendable {
    case delivered
    /// Another attempt may go better.
    case failed(String)
    /// Another attempt would go the same.
    case refused(String)
}
