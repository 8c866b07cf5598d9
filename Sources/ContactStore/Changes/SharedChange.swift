/// A staged change of what contacts share.
public enum SharedChange: Hashable, Sendable {
    /// A list goes, and a number of contacts with it off it.
    case dropList(name: String, contacts: Int)
    case dropField(tag: String, contacts: Int)
    case renameList(from: String, to: String)
    /// A job remembers a value, JSON text; nil forgets it.
    case remember(job: String, key: String, before: String?, value: String?)
}
