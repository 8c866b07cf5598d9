/// Finds the addresses of a host: the system, or what stands for it in tests.
protocol AddressResolver: Sendable {
    /// The addresses, the one to try first at the front.
    ///
    /// - Throws: ``WebError`` where there is none, or none in time.
    func addresses(of host: String, within patience: Duration) throws(WebError) -> [IPAddress]
}
