public import Contacts

extension Snapshot {
    /// Stages the erasure of whoever has or had an address: the contact, and what journals keep of contacts that are gone.
    /// Answers how many contacts that are.
    @discardableResult
    public func stageErasure(of email: EmailAddress) throws -> Int {
        try store.translating {
            var count = try changes.stageErasure(ofFormer: email)
            if let key = try key(of: email), try stage(.erase, on: key) { count += 1 }
            return count
        }
    }
}
