import Contacts

/// Some hours around a change of a zone's clocks, with the local time of each minute, or each second.
struct ClockWindow {
    let zone: Zone
    let unit: Int
    /// Seconds since 1970, one unit apart.
    let instants: [Int]
    let locals: [Int]
    /// The index of the first instant after the change.
    let change: Int

    init(zone: Zone, around change: Int, hours: Int, unit: Int) {
        self.zone = zone
        self.unit = unit
        instants = Array(stride(from: change - hours * 3_600, to: change + hours * 3_600, by: unit))
        locals = instants.map { $0 + Self.offset(zone, $0) }
        self.change = hours * 3_600 / unit
    }

    static func offset(_ zone: Zone, _ instant: Int) -> Int {
        Int(zone.offset(at: Timestamp(milliseconds: Int64(instant) * 1_000)) / 1_000)
    }

    /// The changes of a zone in some years, found quarter of an hour by quarter of an hour.
    static func changes(of zone: Zone, from: CalendarDate, to: CalendarDate) -> [Int] {
        let instants = stride(from: from.days * 86_400, to: to.days * 86_400, by: 86_400)
        return instants.flatMap { day -> [Int] in
            guard offset(zone, day) != offset(zone, day + 86_400) else { return [] }
            return stride(from: day + 60, through: day + 86_400, by: 60).filter { offset(zone, $0) != offset(zone, $0 - 60) }
        }
    }
}
