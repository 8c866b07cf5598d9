public import Contacts

/// Why a call of the Contacts API failed, told apart by whether it can have changed anything.
public enum CallError: DataBearing, Hashable, Sendable {
    /// The request has not left, or not reached the server: nothing was done.
    case notSent(String)
    /// The server has refused it: nothing was done.
    case refused(APIError)
    /// The request was on its way, and no answer says what became of it: a time-out, a closed connection, an error of the server.
    case unknown(String)
    /// The server has done it, and its answer cannot be read.
    case unreadable(String)

    /// Whether the server may have acted on it.
    public var mayHaveActed: Bool {
        switch self {
        case .notSent, .refused: false
        case .unknown, .unreadable: true
        }
    }

    /// The status of a refusal.
    public var status: Int? { if case .refused(let error) = self { error.status } else { nil } }

    public func words(showingData: Bool) -> String {
        switch self {
        case .notSent(let reason): "the account could not be reached (\(reason))"
        case .refused(let error): "the account refused it: \(error.words(showingData: showingData))"
        case .unknown(let reason): "the account gave no answer (\(reason)); whether it acted is not known"
        case .unreadable(let reason): "the account's answer cannot be read: \(reason)"
        }
    }
}
