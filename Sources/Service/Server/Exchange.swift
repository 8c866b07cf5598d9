import ContactStore
import Contacts
import Hummingbird
import NIOCore

/// A request on its way to its answer.
struct Exchange {
    let request: Request
    let path: RequestPath
    let now: Timestamp
    var caller: Caller?

    /// The id in the path; not found where it is no number.
    func id() throws(APIFailure) -> Int64 {
        guard let id = Int64(path.identifier) else { throw .notFound }
        return id
    }

    /// How the path names a contact; nil for what nobody can be called.
    var contact: ContactIdentifier? { PercentEncoding.decoded(path.identifier).flatMap { ContactIdentifier($0) } }
}
