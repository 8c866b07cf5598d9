import Contacts

/// What Debian's cron would launch in a window: the main loop of its `cron.c`, minute by minute, with its virtual clock.
enum DebianCron {
    /// The instants of launches from an index of the window on; several in one minute are one.
    static func launches(of cron: RandomCron, in window: ClockWindow, from start: Int) -> [Int] {
        var launches: [Int] = []
        var days: [Int: Bool] = [:]
        func fires(_ minute: Int) -> Bool {
            let ofDay = ((minute % 1_440) + 1_440) % 1_440
            guard cron.minutes.contains(ofDay % 60), cron.hours.contains(ofDay / 60) else { return false }
            let day = (minute - ofDay) / 1_440
            if let known = days[day] { return known }
            let isOn = cron.isOn(CalendarDate(days: day))
            days[day] = isOn
            return isOn
        }
        var virtual = window.locals[start] / 60
        for index in window.instants.indices[(start + 1)...] {
            let now = window.locals[index] / 60
            var fired = false
            switch now - virtual {
            case ...(-180), 181...:
                virtual = now
                fired = fires(now)
            case ...0:
                fired = cron.isByTheClock && fires(now)
            case let difference:
                // Up to five minutes are made good for all jobs, more for those with fixed times.
                fired = cron.isByTheClock && difference > 5 && fires(now)
                while virtual < now {
                    virtual += 1
                    if difference <= 5 || !cron.isByTheClock, fires(virtual) { fired = true }
                }
            }
            if fired { launches.append(window.instants[index]) }
        }
        return launches
    }
}
