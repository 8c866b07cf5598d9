extension Remote {
    /// How many calls of the Contacts API the limits allow in a minute; nil where there are none.
    ///
    /// Of limits in words, those of an account's contacts are the second of three, as in `150/10s,200/60s,10/60s`.
    public var callsPerMinute: Int? {
        if limits == "off" { return nil }
        let parts = limits.split(separator: ",")
        guard parts.count == 3 else { return 200 }
        let numbers = parts[1].split { !$0.isNumber }.compactMap { Int($0) }
        guard numbers.count == 2, numbers[1] > 0 else { return 200 }
        return max(1, numbers[0] * 60 / numbers[1])
    }
}
