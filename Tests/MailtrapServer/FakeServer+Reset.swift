import Synchronization

extension FakeServer {
    /// Empties the accounts and forgets the requests.
    public func reset() {
        state.withLock { state in
            state.accounts = state.accounts.map { FakeAccount(id: $0.id, name: $0.name) }
            state.log = []
        }
    }
}
