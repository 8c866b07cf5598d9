/// How many calls it takes to bring changes to the account.
public struct DeliveryEstimate: Hashable, Sendable {
    /// Contacts whose changes go out as imports.
    public var importedContacts = 0
    /// Contacts that take a call of their own.
    public var updates = 0
    public var deletions = 0
    public var events = 0
    /// Lists and fields.
    public var shared = 0
    /// Calls a minute that the account allows; nil where it sets no limit.
    public var callsPerMinute: Int?

    public init() {}

    /// The most contacts that one import takes.
    public static let importSize = 50_000
    /// So few contacts are told faster by calls of their own than by an import, which has to be asked after.
    public static let fewest = 2

    public var imports: Int {
        importedContacts > Self.fewest ? (importedContacts + Self.importSize - 1) / Self.importSize : 0
    }

    /// Calls, with one for each import that asks whether it is done.
    public var calls: Int { 2 * imports + singleUpdates + deletions + events + shared }

    public var isEmpty: Bool { calls == 0 }

    /// Calls that change one contact.
    public var singleUpdates: Int { updates + (imports == 0 ? importedContacts : 0) }

    /// Minutes that it takes at as many calls a minute as there may be, rounded up; nil where there is no limit.
    public var minutes: Int? { callsPerMinute.map { ($0 + calls - 1) / $0 } }
}
