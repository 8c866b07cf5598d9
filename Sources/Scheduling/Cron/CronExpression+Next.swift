import Contacts

extension CronExpression {
    /// The first time by the clock that is not before another, in seconds since 1970-01-01T00:00 of the same clock; nil where
    /// it would be after a last one.
    ///
    /// Without a last one there always is an answer: an expression that fires does so within 40 years (29 February on a day
    /// of the week, around a century without a leap day).
    func next(from start: Int, through last: Int) -> Int? {
        var day = floorDivide(start, by: Self.secondsADay)
        let today = CalendarDate(days: day)
        var (year, month, dayOfMonth) = today.components
        var firstOfMonth = day - dayOfMonth + 1
        if let time = nextTime(from: start - day * Self.secondsADay) {
            if isOn(year, month, firstOfMonth, dayOfMonth) { return found(day, time, last) }
        }
        dayOfMonth += 1
        let firstTime = (hours.first * 60 + minutes.first) * 60 + seconds.first
        while true {
            let length = CalendarDate.length(ofMonth: month, year: year)
            if months.contains(month) {
                let mask = days.mask(length: length, firstWeekDay: CalendarDate(days: firstOfMonth).weekDay) >> UInt32(dayOfMonth)
                if mask != 0 {
                    day = firstOfMonth + dayOfMonth - 1 + mask.trailingZeroBitCount
                    return found(day, firstTime, last)
                }
            }
            firstOfMonth += length
            if firstOfMonth * Self.secondsADay > last { return nil }
            dayOfMonth = 1
            (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
        }
    }

    static let secondsADay = 86_400

    private func found(_ day: Int, _ time: Int, _ last: Int) -> Int? {
        let local = day * Self.secondsADay + time
        return local <= last ? local : nil
    }

    private func isOn(_ year: Int, _ month: Int, _ firstOfMonth: Int, _ dayOfMonth: Int) -> Bool {
        guard months.contains(month) else { return false }
        let length = CalendarDate.length(ofMonth: month, year: year)
        return days.mask(length: length, firstWeekDay: CalendarDate(days: firstOfMonth).weekDay) >> UInt32(dayOfMonth) & 1 == 1
    }

    /// The first second of a day that is not before another; nil where the day has none left.
    private func nextTime(from time: Int) -> Int? {
        let (hour, minute, second) = (time / 3_600, time / 60 % 60, time % 60)
        if hours.contains(hour) {
            if minutes.contains(minute), let next = seconds.first(from: second) { return (hour * 60 + minute) * 60 + next }
            if let next = minutes.first(from: minute + 1) { return (hour * 60 + next) * 60 + seconds.first }
        }
        return hours.first(from: hour + 1).map { ($0 * 60 + minutes.first) * 60 + seconds.first }
    }
}

/// Division that rounds towards negative infinity, so that times before 1970 come out right.
func floorDivide(_ number: Int, by divisor: Int) -> Int {
    let quotient = number / divisor
    return number % divisor < 0 ? quotient - 1 : quotient
}
