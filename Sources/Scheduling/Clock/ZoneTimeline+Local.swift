extension ZoneTimeline {
    /// The first instant at which the zone's clocks show a local time or a later one: of a time that comes twice it is the first,
    /// of one that the clocks skip it is the change.
    func firstInstant(of local: Int) -> Int {
        // No clock is a day ahead of UTC, so the time has not come yet there.
        var from = local - CronExpression.secondsADay
        while true {
            let piece = piece(at: from)
            let instant = max(from, local - piece.offset)
            if instant < piece.end { return instant }
            from = piece.end
        }
    }
}
