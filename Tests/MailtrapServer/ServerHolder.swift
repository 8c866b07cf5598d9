import Synchronization

/// Leads the connections to their server, which is made after them.
final class ServerHolder: Sendable {
    private struct Reference: @unchecked Sendable {
        weak var server: FakeServer?
    }

    private let reference = Mutex(Reference())

    func set(_ server: FakeServer) { reference.withLock { $0.server = server } }
    var server: FakeServer? { reference.withLock { $0.server } }
}
