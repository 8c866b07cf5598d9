import Formats
import Foundation
import Glibc
import Testing

/// `lunation serve` on a shop, and what is to be seen of it in the store.
final class Daemon {
    let shop: Shop
    let child: Child
    let store: StoreReader
    private var isOver = false

    /// Starts it. It has begun its work when this comes back.
    init(_ shop: Shop, _ options: [String] = [], workers: Int = 2, environment: [String: String] = [:], isReady: Bool = true) throws {
        self.shop = shop
        store = try StoreReader(shop.folder["shop/contacts.db"])
        let epoch = try store.integer("SELECT value FROM meta WHERE key = 'scheduler'") ?? 0
        child = try Program.start(
            ["serve", "--workspace", "shop", "--workers", String(workers), "--log-format", "json"] + options, in: shop.folder,
            environment: environment)
        guard isReady else { return }
        try eventually("the scheduler has begun") { try store.integer("SELECT value FROM meta WHERE key = 'scheduler'") ?? 0 > epoch }
    }

    deinit {
        guard !isOver else { return }
        kill(child.process, SIGKILL)
        _ = try? child.end()
    }

    /// Waits for something to come true, for as long as a busy machine may need.
    func eventually(
        _ what: String, seconds: Double = 60, location: SourceLocation = #_sourceLocation, _ condition: () throws -> Bool
    ) throws {
        let end = ContinuousClock.now + .seconds(seconds)
        while try !condition() {
            guard ContinuousClock.now < end else {
                let log = (try? stop(SIGKILL))?.errors.suffix(3_000) ?? ""
                try #require(Bool(false), "\(what): not so after \(seconds) s\n\(log)", sourceLocation: location)
                return
            }
            usleep(20_000)
        }
    }

    /// Ends it with a signal, and waits for its end.
    @discardableResult
    func stop(_ signal: Int32 = SIGTERM) throws -> Outcome {
        isOver = true
        kill(child.process, signal)
        return try child.end()
    }

    func send(_ signal: Int32) { kill(child.process, signal) }

    /// The processes of its workers.
    var workers: [pid_t] {
        let text = try? String(contentsOfFile: "/proc/\(child.process)/task/\(child.process)/children", encoding: .utf8)
        return (text ?? "").split(separator: " ").compactMap { pid_t($0) }
    }

    /// How many rows there are.
    func count(_ table: String) throws -> Int { Int(try store.integer("SELECT count(*) FROM \(table)") ?? 0) }

    /// What must hold of the queue and of the ledger, whatever has happened.
    func checkLedger(location: SourceLocation = #_sourceLocation) throws {
        let strays = try count(
            "occurrence o WHERE o.outcome IN ('run', 'coalesced') AND NOT EXISTS (SELECT 1 FROM job_run r WHERE r.id = o.run)")
        #expect(strays == 0, "instants whose run is nowhere", sourceLocation: location)
        let doubles = try store.rows("SELECT run FROM occurrence WHERE outcome = 'run' GROUP BY run HAVING count(*) > 1")
        #expect(doubles.isEmpty, "runs that stand for two instants as their own", sourceLocation: location)
        let homeless = try count(
            "job_run r WHERE r.cause = 'schedule' AND NOT EXISTS (SELECT 1 FROM occurrence o WHERE o.outcome = 'run' AND o.run = r.id)")
        #expect(homeless == 0, "scheduled runs that stand for no instant", sourceLocation: location)
        #expect(try store.isSound(), sourceLocation: location)
    }
}

extension Shop {
    /// Writes a script of the workspace.
    func script(_ name: String, _ text: String) throws { try folder.write(text, to: "shop/scripts/\(name).lua") }

    /// Gives the workspace these settings and no others.
    func settings(_ text: String) throws { try folder.write(text + "\n", to: "shop/lunation.yml") }
}
