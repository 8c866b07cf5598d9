public import Contacts

/// Writes requests that come one by one, many in one transaction: what waits is taken together, written, brought to the disk, and
/// answered. Nobody waits for others to come.
///
/// Each transaction is one run of kind ``RunKind/api``: it is in the journal, can be undone, and starts jobs as any other commit. A
/// store that is kept busy is waited for.
public final class DirectWriter: Sendable {
    let store: ContactStore
    let options: DirectOptions

    /// Starts the thread that writes.
    public init(store: ContactStore, options: DirectOptions) {
        self.store = store
        self.options = options
    }

    /// Creates a contact. `email` has already been taken where the address is that of another.
    public func create(_ creation: ContactCreation) async throws(ServedError) -> ServedContact { fatalError("not yet") }

    /// Changes a contact, or creates it where it is named by an address that nobody has. An unknown id is not found.
    ///
    /// - Returns: whether it was created, and the contact as it is now.
    public func update(
        _ identifier: ContactIdentifier, _ update: ContactUpdate
    ) async throws(ServedError) -> (isCreated: Bool, contact: ServedContact) { fatalError("not yet") }

    /// Deletes a contact; its suppressions stay.
    public func delete(_ identifier: ContactIdentifier) async throws(ServedError) { fatalError("not yet") }

    /// Fires an event at a contact.
    public func fire(_ event: EventDraft, at identifier: ContactIdentifier) async throws(ServedError) { fatalError("not yet") }

    /// Takes in what the sending side tells, once.
    public func record(_ engagement: Engagement) async throws(ServedError) -> EngagementOutcome { fatalError("not yet") }

    /// Ends what waits and then the thread; what comes later is refused as ``ServedError/closed``.
    public func close() async { fatalError("not yet") }
}
