import Testing

/// A workspace with what a scheduler would have written into its store: jobs, runs, a ledger.
struct JobShop {
    let shop: Shop
    let store: StoreReader

    /// A time in the past: 2025-06-01T01:00:00Z, 03:00 in Berlin.
    static let night: Int64 = 1_748_739_600_000

    init() throws {
        shop = try Shop()
        store = try StoreReader(shop.folder["shop/contacts.db"])
        try shop.folder.write("print 'done'\n", to: "shop/scripts/noop.lua")
    }

    /// Writes a row; what is not given has its default.
    func insert(_ table: String, _ values: [String: Cell], over defaults: [String: Cell] = [:]) throws {
        let row = defaults.merging(values) { $1 }.sorted { $0.key < $1.key }
        let literals = row.map { Self.literal($0.value) }.joined(separator: ", ")
        _ = try store.rows("INSERT INTO \(table) (\(row.map(\.key).joined(separator: ", "))) VALUES (\(literals))")
    }

    /// A job that runs each night at three in Berlin.
    func job(_ name: String, id: Int64 = 1, _ values: [String: Cell] = [:]) throws {
        try insert(
            "job", values,
            over: [
                "id": .integer(id), "name": .text(name), "script": .text("scripts/\(name).lua"), "hash": .text("h-\(name)"),
                "settings": .text(#"{"schedule":"0 3 * * *","timezone":"Europe/Berlin"}"#), "removed": .integer(0),
                "cursor": .integer(Self.night), "streak": .integer(0),
            ])
    }

    /// A run of the job 1, `sunset`, for the night, that is queued.
    func run(_ id: Int64, _ values: [String: Cell] = [:]) throws {
        try insert(
            "job_run", values,
            over: [
                "id": .integer(id), "job": .integer(1), "name": .text("sunset"), "script": .text("scripts/sunset.lua"),
                "hash": .text("h-sunset"), "cause": .text("schedule"), "logical_now": .integer(Self.night),
                "queued_at": .integer(Self.night), "due_at": .integer(Self.night), "priority": .integer(0), "state": .text("queued"),
                "attempt": .integer(1), "losses": .integer(0), "lease": .integer(0),
            ])
    }

    /// A run that began two and a half seconds late and took one and a quarter.
    func finishedRun(_ id: Int64, _ state: String, _ values: [String: Cell] = [:]) throws {
        let times: [String: Cell] = [
            "state": .text(state), "started_at": .integer(Self.night + 2_500), "finished_at": .integer(Self.night + 3_750),
            "lease": .integer(id),
        ]
        try run(id, times.merging(values) { $1 })
        guard state != "cancelled" else { return }
        try insert(
            "run",
            [
                "id": .integer(id), "kind": .text("run"), "name": .text("scripts/sunset.lua"), "hash": .text("h-sunset"),
                "job": .text("sunset"), "sequence": .integer(0), "logical_now": .integer(Self.night),
                "started_at": .integer(Self.night + 2_500), "finished_at": .integer(Self.night + 3_750),
                "status": .text(state == "succeeded" ? "committed" : state), "summary": .text(#"{"contacts":2}"#),
            ])
    }

    func occurrence(_ at: Int64, _ outcome: String, run: Int64? = nil, reason: String? = nil, job: Int64 = 1) throws {
        try insert(
            "occurrence",
            [
                "job": .integer(job), "at": .integer(at), "outcome": .text(outcome), "run": run.map { .integer($0) } ?? .null,
                "reason": reason.map { .text($0) } ?? .null, "decided_at": .integer(at + 100),
            ])
    }

    func log(_ run: Int64, _ lines: String) throws {
        try shop.folder.makeFolder("shop/.lunation/logs")
        try shop.folder.write(lines, to: "shop/.lunation/logs/\(run).jsonl")
    }

    private static func literal(_ cell: Cell) -> String {
        switch cell {
        case .null: "NULL"
        case .integer(let number): String(number)
        case .real(let number): String(number)
        case .text(let text): "'" + text.replacing("'", with: "''") + "'"
        case .blob(let bytes): "X'" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "'"
        }
    }
}
