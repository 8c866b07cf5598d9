import Contacts

/// Something that happened in the stretch of history that is played again.
struct PastEntry {
    enum Kind: Int64 {
        /// A contact came; its number.
        case contact = 1
        /// An event that an import brought; its number.
        case event = 2
        /// A change that an import made; its number in the list of those.
        case change = 3
        /// An import; its number as a run.
        case `import` = 4
    }

    let at: Timestamp
    let kind: Kind
    let number: Int64
}
