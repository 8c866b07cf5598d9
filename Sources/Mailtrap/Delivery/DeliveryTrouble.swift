/// A failure after which it is tried again later: the network's, the server's, or a limit's.
struct DeliveryTrouble: Error {
    let message: String
}
