/// What a call is counted as.
public enum RateWindow: Int, Sendable, CaseIterable {
    /// A call of the Contacts API: by token and by account.
    case contacts
    /// A call of the suppressions: by token and by account, under a limit of their own.
    case suppressions
    /// Any other call: by token.
    case other
}

extension APIRequest.Bucket {
    var window: RateWindow {
        switch self {
        case .contacts: .contacts
        case .suppressions: .suppressions
        case .other: .other
        }
    }
}
