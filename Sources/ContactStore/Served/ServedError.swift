public import Contacts

/// Why a request cannot be done.
public enum ServedError: DataBearing, Hashable, Sendable {
    /// Each problem names an attribute of the request as the Contacts API does (`email`, a merge tag, `base`): a 422.
    case invalid([Invalid])
    /// There is no such contact, list, field, job or entry: a 404.
    case notFound
    /// The writer has been closed.
    case closed
    case store(StoreError)

    public func words(showingData: Bool) -> String {
        switch self {
        case .invalid(let problems): problems.map(\.description).joined(separator: "; ")
        case .notFound: "there is nothing under this identifier"
        case .closed: "the store is being closed; send the request again when the server is back"
        case .store(let error): error.description
        }
    }

    static func invalid(_ attribute: String, _ message: String) -> ServedError { .invalid([Invalid(attribute, message)]) }
}
