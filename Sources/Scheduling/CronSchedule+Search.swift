public import Contacts

extension CronSchedule {
    /// The first occurrence after an instant, with its offset and with what daylight saving has to do with it; nil as for
    /// ``next(after:)``.
    public func occurrence(after instant: Timestamp) -> CronOccurrence? {
        let from = max(Self.second(instant.milliseconds) + 1, Self.second(Timestamp.range.lowerBound.milliseconds))
        return occurrence(from: from, through: from + Self.horizon)
    }

    /// The first occurrences after an instant, fewer where the years that can be written end. An error where there is none.
    public func occurrences(after instant: Timestamp, count: Int) throws(CronError) -> [CronOccurrence] {
        var found: [CronOccurrence] = []
        var last = instant
        while found.count < count, let next = occurrence(after: last) {
            found.append(next)
            last = next.instant
        }
        if found.isEmpty, count > 0 { throw noOccurrence(after: instant) }
        return found
    }

    private func noOccurrence(after instant: Timestamp) -> CronError {
        let text = expression.description
        let isAtTheEnd = Self.second(instant.milliseconds) + Self.horizon > Self.second(Timestamp.range.upperBound.milliseconds)
        return isAtTheEnd
            ? CronError(
                expression: text, position: 0..<text.utf8.count, problem: "does not fire again before the year 10000",
                fix: "ask for an earlier time")
            : CronError(
                expression: text, position: 0..<text.utf8.count,
                problem: "never fires in \(zone): the clocks skip each of its times", fix: "choose another time, or the rule shift for gaps"
            )
    }

    /// The first occurrence from a second on; nil where there is none up to a last one.
    ///
    /// The walk goes from piece to piece of even time. In a piece, local time is the instant and an offset, and the expression
    /// finds its next local time without a zone. Between pieces stand the rules of gaps and overlaps.
    func occurrence(from start: Int, through end: Int) -> CronOccurrence? {
        // A day in from the ends of what can be written, so that local times can be, too.
        let last = min(end, Self.second(Timestamp.range.upperBound.milliseconds) - CronExpression.secondsADay)
        let hasFixedTimes = !expression.isByTheClock
        var from = max(start, Self.second(Timestamp.range.lowerBound.milliseconds) + CronExpression.secondsADay)
        while from <= last {
            let piece = timeline.piece(at: from)
            if hasFixedTimes, from == piece.start, let moved = moved(to: piece) { return moved }
            var low = from + piece.offset
            var high = piece.end + piece.offset
            if hasFixedTimes, rules.overlapHour == .first, 1...ClockRules.limit ~= -piece.gap {
                low = max(low, piece.start + piece.offsetBefore)
            }
            if hasFixedTimes, rules.overlapHour == .last, 1...ClockRules.limit ~= piece.overlap {
                high = piece.end + piece.offsetAfter
            }
            // A day more: local times of later pieces may be ahead of this one's.
            let local = expression.next(from: low, through: last + piece.offset + CronExpression.secondsADay)
            if let local, local < high {
                let found = occurrence(local, in: piece)
                return Self.second(found.instant.milliseconds) <= last ? found : nil
            }
            if low > piece.end + min(piece.offset, piece.offsetAfter) {
                // The clocks go back over times that lie before this one: the next piece has them.
                from = piece.end
            } else {
                // The pieces up to a day before the next time have none.
                guard let local else { return nil }
                from = max(piece.end, local - CronExpression.secondsADay)
            }
        }
        return nil
    }

    /// The run at the beginning of a piece for times that the clocks have skipped there.
    private func moved(to piece: ZonePiece) -> CronOccurrence? {
        guard rules.gap == .shift, piece.gap > 0, piece.gap < ClockRules.limit,
            let skipped = expression.next(
                from: piece.start + piece.offsetBefore, through: piece.start + piece.offset - 1)
        else { return nil }
        return CronOccurrence(
            instant: Timestamp(milliseconds: Int64(piece.start) * 1_000), offset: piece.offset,
            clockChange: .moved(from: skipped - floorDivide(skipped, by: CronExpression.secondsADay) * CronExpression.secondsADay))
    }

    private func occurrence(_ local: Int, in piece: ZonePiece) -> CronOccurrence {
        var change: CronOccurrence.ClockChange?
        if local < piece.start + piece.offsetBefore { change = .secondOfTwo }
        if local >= piece.end + piece.offsetAfter { change = .firstOfTwo }
        return CronOccurrence(
            instant: Timestamp(milliseconds: Int64(local - piece.offset) * 1_000), offset: piece.offset, clockChange: change)
    }
}
