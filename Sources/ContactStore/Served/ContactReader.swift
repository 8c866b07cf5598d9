public import Contacts

/// Reads what is stored, from any number of threads, with connections that are kept. Writers keep no reader waiting.
public final class ContactReader: Sendable {
    let store: ContactStore

    public init(store: ContactStore) {
        self.store = store
    }

    /// The contact of an identifier as it is now.
    public func contact(_ identifier: ContactIdentifier) throws(StoreError) -> ServedContact? { fatalError("not yet") }

    /// The lists in the order of their ids; those whose names begin with a text, in any case of letters.
    public func lists(startingWith prefix: String = "") throws(StoreError) -> [ContactList] { fatalError("not yet") }

    public func list(_ id: Int64) throws(StoreError) -> ContactList? { fatalError("not yet") }

    /// In the order of their ids.
    public func fields() throws(StoreError) -> [Field] { fatalError("not yet") }

    public func field(_ id: Int64) throws(StoreError) -> Field? { fatalError("not yet") }

    public func contactCount() throws(StoreError) -> Int { fatalError("not yet") }

    /// A page of suppression entries in the order of their ids, which is that of their creation.
    public func suppressions(_ filter: SuppressionFilter, limit: Int = SuppressionFilter.pageSize) throws(StoreError) -> [SuppressionEntry]
    { fatalError("not yet") }
}
