import ContactStore
import HTTPTypes

/// Whose request it is.
struct Caller {
    let token: AccessToken

    var mayWrite: Bool { token.scope == .write }

    /// Access levels as Mailtrap numbers them: 100 is an administrator, 10 a viewer.
    var accessLevel: Int64 { mayWrite ? 100 : 10 }

    /// The token that a request shows: `Authorization: Bearer …` or `Api-Token: …`.
    static func text(_ headers: HTTPFields) -> Substring? {
        if let header = headers[.authorization] {
            let parts = header.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, isBearer(parts[0]) else { return nil }
            return parts[1].drop { $0 == " " }
        }
        return headers[.apiToken].map { $0[...] }
    }

    private static func isBearer(_ scheme: Substring) -> Bool {
        scheme == "Bearer" || scheme.lowercased() == "bearer"
    }
}
