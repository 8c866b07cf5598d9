public import Contacts

/// Writes requests that come one by one, many in one transaction: what waits is taken together, written, brought to the disk, and
/// answered. Nobody waits for others to come.
///
/// Each transaction is one run of kind ``RunKind/api``: it is in the journal, can be undone, and starts jobs as any other commit. A
/// store that is kept busy is waited for.
public final class DirectWriter: Sendable {
    let store: ContactStore
    let options: DirectOptions
    let uses = TokenUses()
    let queue = WaitingQueue<DirectRequest>()
    private let thread = OwnThread()

    /// Starts the thread that writes.
    public init(store: ContactStore, options: DirectOptions) {
        self.store = store
        self.options = options
        thread.start { [queue] in DirectLoop(store: store, options: options, queue: queue).run() }
    }

    deinit {
        queue.close()
    }

    /// Creates a contact. `email` has already been taken where the address is that of another.
    public func create(_ creation: ContactCreation) async throws(ServedError) -> ServedContact {
        var creation = creation
        let email = Self.address(creation.email, &creation.problems)
        return try await answer { [creation] in .create(creation, email, $0) }
    }

    /// Changes a contact, or creates it where it is named by an address that nobody has. An unknown id is not found.
    ///
    /// - Returns: whether it was created, and the contact as it is now.
    public func update(
        _ identifier: ContactIdentifier, _ update: ContactUpdate
    ) async throws(ServedError) -> (isCreated: Bool, contact: ServedContact) {
        var update = update
        let email = update.email.flatMap { Self.address($0, &update.problems) }
        return try await answer { [update] in .update(identifier, update, email, $0) }
    }

    /// Deletes a contact; its suppressions stay.
    public func delete(_ identifier: ContactIdentifier) async throws(ServedError) {
        try await answer { .delete(identifier, $0) }
    }

    /// Fires an event at a contact. One whose key has fired before is left out.
    public func fire(_ event: EventDraft, at identifier: ContactIdentifier) async throws(ServedError) {
        try await answer { .fire(event, identifier, $0) }
    }

    /// Takes in what the sending side tells, once.
    public func record(_ engagement: Engagement) async throws(ServedError) -> EngagementOutcome {
        try await answer { .record(engagement, $0) }
    }

    /// Ends what waits and then the thread; what comes later is refused as ``ServedError/closed``.
    public func close() async {
        queue.close()
        await thread.ended()
    }

    func add(_ request: DirectRequest) -> Bool { queue.add(request) }

    /// Puts a request into the queue and waits for its answer.
    func answer<Answer>(
        _ request: (DirectRequest.Reply<Answer>) -> DirectRequest
    ) async throws(ServedError) -> Answer {
        let result: Result<Answer, ServedError> = await withUnsafeContinuation { reply in
            let request = request(reply)
            if !queue.add(request) { request.fail(.closed) }
        }
        return try result.get()
    }

    /// Nil where the text is no address, which is one problem more.
    private static func address(_ text: String, _ problems: inout [Invalid]) -> EmailAddress? {
        do throws(EmailProblem) {
            return try EmailAddress(text)
        } catch {
            for message in error.messages { problems.append(Invalid("email", message)) }
            return nil
        }
    }
}
