import Synchronization

/// The clients that were used last, with the connections that they keep open.
final class PinnedClients: Sendable {
    private struct Place: Hashable {
        let host: String
        let address: IPAddress
    }

    private struct State {
        var clients: [Place: (client: PinnedClient, use: Int)] = [:]
        var uses = 0
    }

    /// A run that asks many hosts keeps no more clients than these.
    private static let most = 16
    private let state = Mutex(State())

    func client(for host: String, at address: IPAddress) -> PinnedClient {
        let place = Place(host: host, address: address)
        let (client, dropped) = state.withLock { state -> (PinnedClient, PinnedClient?) in
            state.uses += 1
            if let known = state.clients[place]?.client {
                state.clients[place]?.use = state.uses
                return (known, nil)
            }
            var dropped: PinnedClient?
            if state.clients.count >= Self.most, let oldest = state.clients.min(by: { $0.value.use < $1.value.use })?.key {
                dropped = state.clients.removeValue(forKey: oldest)?.client
            }
            let client = PinnedClient(host: host, address: address)
            state.clients[place] = (client, state.uses)
            return (client, dropped)
        }
        // Its connections are closed when its last request is done, and not while others wait for the lock.
        withExtendedLifetime(dropped) {}
        return client
    }
}
