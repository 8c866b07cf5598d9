import Contacts
import Scheduling

extension JobRecord {
    static let columns = "id, name, script, hash, settings, removed, error, paused_at, pause_reason, cursor, streak"

    init(_ row: any SQLStatement) {
        self.init(
            id: row.integer(0), name: row.text(1), script: row.text(2), hash: row.text(3),
            settings: JobSettingsCoding.settings(row.text(4)) ?? [:], isRemoved: row.integer(5) != 0,
            error: row.isNull(6) ? nil : row.text(6),
            pausedAt: row.isNull(7) ? nil : Timestamp(milliseconds: row.integer(7)), pauseReason: row.isNull(8) ? nil : row.text(8),
            cursor: Timestamp(milliseconds: row.integer(9)), streak: Int(row.integer(10)))
    }
}
