import HTTPTypes

extension HTTPField.Name {
    // Recorded answers have these spellings; they are valid names.
    static let rateLimit = HTTPField.Name("X-Ratelimit-Limit")!
    static let rateLimitRemaining = HTTPField.Name("X-Ratelimit-Remaining")!
    static let rateLimitReset = HTTPField.Name("X-Ratelimit-Reset")!
    static let apiToken = HTTPField.Name("Api-Token")!
    static let mailtrapSignature = HTTPField.Name("Mailtrap-Signature")!
    static let forwardedProtocol = HTTPField.Name("X-Forwarded-Proto")!
    static let forwardedHost = HTTPField.Name("X-Forwarded-Host")!
}

extension HTTPFields {
    mutating func setRate(_ verdict: RateVerdict) {
        self[.rateLimit] = String(verdict.limit)
        self[.rateLimitRemaining] = String(verdict.remaining)
    }
}
