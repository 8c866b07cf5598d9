/// Why an intent cannot be staged.
public enum StagingError: Error, Hashable, Sendable, CustomStringConvertible {
    case noSuchContact
    case exists(what: String, name: String)
    case tooManyFields
    /// A list or field that the run itself has deleted.
    case gone(what: String, name: String)

    public var description: String {
        switch self {
        case .noSuchContact: "the contact no longer exists"
        case .exists(let what, let name): "\(what) '\(name)' exists already"
        case .gone(let what, let name): "\(what) '\(name)' has been deleted"
        case .tooManyFields: "an account holds at most 40 fields; delete one first"
        }
    }
}
