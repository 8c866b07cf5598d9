import Formats
import Lunation

/// Tokens as they are shown: without their texts, which nobody knows.
enum TokenText {
    static func state(_ token: AccessToken, at now: Timestamp) -> String {
        if token.revokedAt != nil { return "revoked" }
        return token.isValid(at: now) ? "valid" : "expired"
    }

    static func json(_ token: AccessToken, at now: Timestamp) -> JSONObject {
        func time(_ instant: Timestamp?) -> JSONValue { instant.map { .string($0.description) } ?? .null }
        return [
            "name": .string(token.name), "scope": .string(token.scope.rawValue), "state": .string(state(token, at: now)),
            "created_at": time(token.createdAt), "expires_at": time(token.expiresAt), "revoked_at": time(token.revokedAt),
            "last_used_at": time(token.lastUsedAt),
        ]
    }
}
