import Contacts
import Scheduling

extension Occurrence {
    static let columns = "at, outcome, run, reason, decided_at"

    init?(_ row: any SQLStatement) {
        let outcome: Outcome
        switch row.text(1) {
        case "run": outcome = .run(row.integer(2))
        case "coalesced": outcome = .coalesced(into: row.integer(2))
        case "skipped": outcome = .skipped(reason: row.text(3))
        default: return nil
        }
        self.init(
            at: Timestamp(milliseconds: row.integer(0)), outcome: outcome, decidedAt: Timestamp(milliseconds: row.integer(4)))
    }
}
