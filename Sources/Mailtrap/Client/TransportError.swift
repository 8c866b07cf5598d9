/// A call that got no answer, and whether the request had left.
struct TransportError: Error {
    let wasSent: Bool
    let reason: String
}
