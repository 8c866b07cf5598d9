import Formats
import Foundation
import Glibc
import Testing

/// Processes that are killed at any moment: the store is the one before or the one after, never between, and the same command once
/// more comes to what it comes to undisturbed.
@Suite struct KillTests {
    private static let kills = 75

    @Test(arguments: [KillScene.Command.run, .importContacts, .apply, .undo])
    func killedAtAnyMoment(command: KillScene.Command) throws {
        try kill(command, by: SIGKILL, times: Self.kills)
    }

    /// What a terminal and a service manager send.
    @Test(arguments: [KillScene.Command.run, .importContacts, .apply], [SIGINT, SIGTERM])
    func interruptedAtAnyMoment(command: KillScene.Command, signal: Int32) throws {
        try kill(command, by: signal, times: 6)
    }

    private func kill(_ command: KillScene.Command, by signal: Int32, times: Int) throws {
        var random = SystemSeed.generator(named: "\(command.rawValue) ended by signal \(signal)")
        let start = ContinuousClock.now
        let scene = try KillScene(command)
        var (before, between, after, late) = (0, 0, 0, 0)
        for number in 0..<times {
            let moment = scene.moment(number, &random)
            let shop = try scene.copy()
            let outcome = try scene.start(in: shop).kill(at: moment, log: shop.folder["shop/contacts.db-wal"], signal: signal)
            try #require(outcome.status == 0 || outcome.status == 128 + signal, "\(moment): \(outcome)")
            if outcome.status == 0 { late += 1 }
            // Now and then whoever comes to mend it is killed as well.
            for _ in 0..<(number % 5 == 0 ? 2 : 0) {
                _ = try shop.start("digest").kill(at: .time(.random(in: 0...0.04, using: &random)), log: "")
            }
            let digest = try shop.digest()
            if digest == scene.before { before += 1 } else if digest == scene.after { after += 1 } else { between += 1 }
            try checkWhatIsFound(scene, shop, digest, moment)
            try retry(scene, shop, moment)
        }
        print(
            "\(command.rawValue), signal \(signal): \(times) times, \(before) before, \(between) between batches, \(after) after "
                + "(\(late) of them too late), \(ContinuousClock.now - start)")
        #expect(command == .importContacts || between == 0)
        guard times == Self.kills else { return }
        #expect(before > 0 && after > late, "the moments do not reach both sides of the commit")
    }

    /// What the next command finds.
    private func checkWhatIsFound(_ scene: KillScene, _ shop: Shop, _ digest: String, _ moment: Moment) throws {
        let store = try StoreReader(shop.folder["shop/contacts.db"])
        #expect(try store.isSound(), "\(moment)")
        let problems = try JournalReplay.problems(of: store, from: scene.state, after: scene.lastRun)
        #expect(problems.isEmpty, "\(moment): \(problems.prefix(5))")
        let runs = try store.rows("SELECT status FROM run WHERE id > \(scene.lastRun)").map { $0[0].text ?? "" }
        let expected = digest == scene.before ? [] : digest == scene.after ? ["committed"] : ["started"]
        #expect(runs == expected || scene.command == .importContacts && runs == ["started"], "\(moment)")
        guard digest == scene.after, scene.command != .importContacts else { return }
        var counts = try KillScene.Counts(store, shop.folder)
        // A file of the run gets its name behind the commit.
        counts.files = scene.counts.files
        #expect(counts == scene.counts, "\(moment)")
    }

    /// The same command once more.
    private func retry(_ scene: KillScene, _ shop: Shop, _ moment: Moment) throws {
        let isDone =
            try StoreReader(shop.folder["shop/contacts.db"])
            .integer("SELECT 1 FROM run WHERE id > \(scene.lastRun) AND status = 'committed'") != nil
        let outcome = try scene.start(in: shop).end()
        let status: Int32 =
            switch (scene.command, isDone) {
            case (.apply, true): 4
            case (.undo, true): 2
            default: 0
            }
        #expect(outcome.status == status, "\(moment): \(outcome)")
        #expect(try shop.digest() == scene.after, "\(moment)")
        let store = try StoreReader(shop.folder["shop/contacts.db"])
        #expect(try store.isSound())
        let problems = try JournalReplay.problems(of: store, from: scene.state, after: scene.lastRun)
        #expect(problems.isEmpty, "\(moment): \(problems.prefix(5))")
        var counts = try KillScene.Counts(store, shop.folder)
        if scene.command != .run { counts.files = scene.counts.files }
        #expect(counts == scene.counts, "\(moment)")
        // Another import has a file of errors of its own.
        if scene.command != .importContacts || !isDone { #expect(try KillScene.names(shop.folder) == scene.calmNames, "\(moment)") }
        if scene.command == .run {
            let since = isDone ? "since\t2026-06-01T00:00:00.000Z" : "since\tnil"
            #expect(outcome.errors.contains(since), "\(moment): \(outcome)")
        }
    }
}
