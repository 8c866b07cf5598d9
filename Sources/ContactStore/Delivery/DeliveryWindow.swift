/// The oldest part of what is queued, by chains. Lists and fields are apart: they go before everything else.
public struct DeliveryWindow: Sendable {
    public var chains: [DeliveryChain] = []

    private var byContact: [Int64: Int] = [:]
    private var byEmail: [String: Int] = [:]

    public var isEmpty: Bool { chains.isEmpty }

    /// Adds a row; those of one contact come in their order.
    ///
    /// - Parameter emails: the addresses that it is about, where more than one contact may have had one of them.
    mutating func add(_ row: DeliveryRow, emails: [String]) {
        var place = byContact[row.contact]
        for email in emails {
            guard let other = byEmail[email], other != place else { continue }
            if let known = place {
                unite(other, into: known)
            } else {
                place = other
            }
        }
        let index = place ?? chains.count
        if index == chains.count { chains.append(DeliveryChain([row])) } else { chains[index].append(row) }
        byContact[row.contact] = index
        for email in emails { byEmail[email] = index }
    }

    private mutating func unite(_ other: Int, into index: Int) {
        chains[index].merge(chains[other])
        chains[other] = DeliveryChain([])
        for (contact, place) in byContact where place == other { byContact[contact] = index }
        for (email, place) in byEmail where place == other { byEmail[email] = index }
    }
}
