public import Contacts
import Scheduling

extension RunQueue {
    /// Makes the queue one that begins at an instant: nothing waits or runs, no instant after it is decided, and jobs remember no run of
    /// theirs that is later. Positions of triggers stay. For copies of a store alone, since it forgets what has happened.
    public func rewind(to now: Timestamp) throws {
        try request { transaction in
            let values: [SQLValue] = [.integer(now.milliseconds)]
            let connection = transaction.connection
            try connection.execute("DELETE FROM job_run WHERE state IN ('queued', 'running')")
            try connection.run("DELETE FROM occurrence WHERE at > ?", values)
            try connection.run("UPDATE job SET cursor = ?", values)
            try connection.run("UPDATE run SET job = NULL WHERE logical_now > ?", values)
        }
    }
}
