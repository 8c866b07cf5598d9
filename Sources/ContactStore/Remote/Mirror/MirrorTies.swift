import Contacts

/// Which of the account's lists and fields are which here, with what is staged so that there is one for each.
struct MirrorTies {
    /// By the account's ids.
    var lists: [Int64: ContactList] = [:]
    var fields: [Int64: Field] = [:]
    var newLists: [RemoteList] = []
    var newFields: [RemoteField] = []
    var untiedLists: [Int64] = []
    var untiedFields: [Int64] = []
}
