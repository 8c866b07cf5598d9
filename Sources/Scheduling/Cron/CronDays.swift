import Contacts

/// The days on which an expression fires: its days of the month, its days of the week, and how the two go together.
struct CronDays: Hashable, Sendable {
    /// Days by their numbers, from bit 1 on.
    var numbers = CronValues()
    /// `L` and `LW`.
    var isLast = false
    var isLastWorkday = false
    /// Days of the week, Sunday being 0.
    var weekDays: UInt8 = 0
    /// `nL`: the last of them in the month.
    var lastWeekDays: UInt8 = 0
    /// `d#n`: the n-th of them in the month, eight bits for each n from 1 on.
    var nthWeekDays: UInt64 = 0
    /// Whether a day must be of both kinds, and not of one.
    var isBoth = true

    /// The days that fire, as bits from 1 on, of a month that has so many days and begins on such a day of the week.
    func mask(length: Int, firstWeekDay: Int) -> UInt32 {
        let inMonth: UInt32 = (1 << UInt32(length) - 1) << 1
        var byNumber = UInt32(truncatingIfNeeded: numbers.bits)
        if isLast { byNumber |= 1 << UInt32(length) }
        if isLastWorkday {
            let lastWeekDay = (firstWeekDay + length - 1) % 7
            let back = lastWeekDay == 6 ? 1 : lastWeekDay == 0 ? 2 : 0
            byNumber |= 1 << UInt32(length - back)
        }
        let byWeekDay = weekDays == 0x7F ? inMonth : self.byWeekDay(length, firstWeekDay)
        return (isBoth ? byNumber & byWeekDay : byNumber | byWeekDay) & inMonth
    }

    private func byWeekDay(_ length: Int, _ firstWeekDay: Int) -> UInt32 {
        var mask: UInt32 = 0
        for weekDay in 0..<7 {
            let bit: UInt8 = 1 << UInt8(weekDay)
            let first = 1 + (weekDay - firstWeekDay + 7) % 7
            // Every seventh bit, five of them.
            if weekDays & bit != 0 { mask |= 0x1020_4081 << UInt32(first) }
            if lastWeekDays & bit != 0 { mask |= 1 << UInt32(first + (length - first) / 7 * 7) }
            if nthWeekDays == 0 { continue }
            for index in 0..<5 where nthWeekDays >> UInt64(8 * index) & UInt64(bit) != 0 { mask |= 1 << UInt32(first + 7 * index) }
        }
        return mask
    }

    /// Whether any day of any year in some months is one of these.
    ///
    /// There are fourteen kinds of years: they begin on one of seven days, and are leap years or not. Each of them comes in
    /// every 400 years, after which the calendar repeats itself, so that these fourteen are all the proof that is needed.
    func occur(in months: CronValues) -> Bool {
        for february in 28...29 {
            for newYear in 0..<7 {
                var firstWeekDay = newYear
                for month in 1...12 {
                    let length = month == 2 ? february : CalendarDate.length(ofMonth: month, year: 2001)
                    if months.contains(month), mask(length: length, firstWeekDay: firstWeekDay) != 0 { return true }
                    firstWeekDay = (firstWeekDay + length) % 7
                }
            }
        }
        return false
    }
}
