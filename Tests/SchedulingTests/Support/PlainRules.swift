import Contacts
import Scheduling

/// What each of the rules of gaps and overlaps means, looked up unit by unit in a window.
enum PlainRules {
    static func launches(of cron: RandomCron, _ rules: ClockRules, in window: ClockWindow, from start: Int) -> [Int] {
        func fires(_ local: Int) -> Bool {
            let date = Timestamp(milliseconds: Int64(local) * 1_000).utcDate
            let second = local - date.days * 86_400
            return cron.seconds.contains(second % 60) && cron.minutes.contains(second / 60 % 60) && cron.hours.contains(second / 3_600)
                && cron.isOn(date)
        }
        let (unit, limit) = (window.unit, 3 * 3_600)
        return window.instants.indices[(start + 1)...].filter { index in
            let local = window.locals[index]
            if cron.isByTheClock { return fires(local) }
            let jump = local - window.locals[index - 1] - unit
            if rules.gap == .shift, jump > 0, jump < limit,
                stride(from: local - jump, to: local, by: unit).contains(where: fires)
            {
                return true
            }
            guard fires(local) else { return false }
            // The windows have one change each: what comes twice stands on both its sides.
            let overlap = window.locals[window.change - 1] + unit - window.locals[window.change]
            guard overlap > 0, overlap <= limit else { return true }
            let isFirst = index < window.change && local >= window.locals[window.change]
            let isSecond = index >= window.change && local < window.locals[window.change] + overlap
            switch rules.overlapHour {
            case .first: return !isSecond
            case .last: return !isFirst
            case .both: return true
            }
        }.map { window.instants[$0] }
    }
}
