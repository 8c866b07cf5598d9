/// An error that knows contact data. Its `description` leaves it out; who asked for it gets it from ``words(showingData:)``.
public protocol DataBearing: Error, CustomStringConvertible {
    /// What happened, in one line, with or without addresses and values of contacts.
    func words(showingData: Bool) -> String
}

extension DataBearing {
    public var description: String { words(showingData: false) }
}
