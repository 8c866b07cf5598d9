public import Contacts

extension CronOccurrence {
    /// An instant by the clock of a zone.
    public init(_ instant: Timestamp, in zone: Zone) {
        self.init(instant: instant, offset: Int(zone.offset(at: instant) / 1_000), clockChange: nil)
    }
}
