/// What the account calls lists and fields.
struct DeliveryNames {
    private var lists: [Int64: Int64] = [:]
    private var tags: [Int64: String] = [:]
    /// Those that there are here.
    private var localLists: Set<Int64> = []
    private var localFields: Set<Int64> = []

    init(_ connection: any SQLConnection) throws {
        try connection.cachedRows("SELECT list, remote FROM remote_list") { lists[$0.integer(0)] = $0.integer(1) }
        try connection.cachedRows("SELECT field, tag FROM remote_field") { tags[$0.integer(0)] = $0.text(1) }
        try connection.cachedRows("SELECT id FROM list") { localLists.insert($0.integer(0)) }
        try connection.cachedRows("SELECT id FROM field") { localFields.insert($0.integer(0)) }
    }

    func has(field: Int64) -> Bool { tags[field] != nil }

    /// Gives a content the account's names. What is gone here is left out: the account has lost it too, or will.
    func resolve(_ content: inout DeliveryContent) {
        for (field, value) in content.fieldValues.sorted(by: { $0.key < $1.key }) where localFields.contains(field) {
            if let tag = tags[field] {
                content.fields.append((tag, value))
            } else if value != nil {
                content.missing.append(.field(field))
            }
        }
        for (list, isMember) in content.memberships.sorted(by: { $0.key < $1.key }) where localLists.contains(list) {
            guard let remote = lists[list] else {
                // Nobody can be on a list that the account does not have.
                if isMember { content.missing.append(.list(list)) }
                continue
            }
            if isMember { content.included.append(remote) } else { content.excluded.append(remote) }
        }
        content.fieldValues = [:]
        content.memberships = [:]
    }
}
