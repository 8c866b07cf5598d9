import Contacts

extension QueuedRun {
    /// When it may start, seen from an instant. What was put into the queue while the wall clock was ahead need not wait until the clock,
    /// set back since, comes there again: only who has asked for a time by the clock gets that time.
    func due(at now: Timestamp) -> Timestamp {
        guard dueAt > now else { return dueAt }
        switch cause {
        case .enqueue where attempt == 1: return dueAt
        // Its instant has come already, and was decided then.
        case .schedule where attempt == 1: return logicalNow > now ? now : dueAt
        default:
            // It waits after a failure, or for nothing at all; no wait of that kind is longer.
            let isLonger = dueAt.milliseconds - now.milliseconds > RetryBackoff.longestWait
            return isLonger || (attempt == 1 && dueAt == queuedAt) ? now : dueAt
        }
    }
}
