import Foundation
import Glibc
import Testing

/// Erasures that are killed at any moment: not begun, or finished by the next command, in the store and in every file beside it.
@Suite struct ErasureKillTests {
    private static let kills = 20

    @Test func noByteIsLeftAfterTheNextCommand() throws {
        var random = SystemSeed.generator(named: "kills of an erasure")
        let scene = try KillScene(.erase)
        try #require(try mentions(scene.template).contains("contacts.db"))
        var (before, after, unfinished) = (0, 0, 0)
        for number in 0..<Self.kills {
            let moment = scene.moment(number, &random)
            let shop = try scene.copy()
            let outcome = try scene.start(in: shop).kill(at: moment, log: shop.folder["shop/contacts.db-wal"])
            try #require(outcome.status == 0 || outcome.status == 128 + SIGKILL, "\(moment): \(outcome)")
            let isLeft = try !mentions(shop.folder).isEmpty
            let digest = try shop.digest()
            if digest == scene.before {
                before += 1
                #expect(try mentions(shop.folder) == mentions(scene.template), "\(moment)")
                #expect(try scene.start(in: shop).end().status == 0)
            } else {
                after += 1
                if isLeft { unfinished += 1 }
            }
            #expect(try mentions(shop.folder) == [], "\(moment)")
            #expect(try shop.digest() == scene.after)
            let store = try StoreReader(shop.folder["shop/contacts.db"])
            #expect(try store.isSound())
            #expect(try store.integer("SELECT count(*) FROM meta WHERE key = 'shred'") == 0)
            #expect(try JournalReplay.problems(of: store, from: scene.state, after: scene.lastRun) == [])
            #expect(try KillScene.names(shop.folder) == scene.calmNames)
        }
        print("erase: \(Self.kills) kills, \(before) before, \(after) after, \(unfinished) of those unfinished")
        #expect(before > 0 && after > 0)
    }

    /// The files of the workspace that hold the address.
    private func mentions(_ folder: Folder) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder["shop"]).sorted().filter { name in
            guard let bytes = FileManager.default.contents(atPath: folder["shop/" + name]) else { return false }
            return String(decoding: bytes, as: Unicode.ASCII.self).lowercased().contains(KillScene.erased)
        }
    }
}
