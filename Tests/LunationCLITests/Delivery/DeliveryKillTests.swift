import Formats
import Glibc
import MailtrapServer
import Testing

/// Pushers that are killed at any moment: every change is delivered in the end, events as their jobs want it, and none is invented.
@Suite struct DeliveryKillTests {
    /// Kills, and how many each workspace sees before it is left in peace.
    private static let kills = 300
    private static let killsEach = 4

    @Test func killedAtAnyMoment() throws {
        var random = SystemSeed.generator(named: "sync push killed")
        let scene = try DeliveryScene(contacts: 60)
        var (killed, late, unknown, repeated) = (0, 0, 0, 0)
        while killed < Self.kills {
            let shop = try scene.begin()
            for _ in 0..<Self.killsEach {
                let child = try DeliveryScene.start(shop)
                usleep(UInt32(Double.random(in: 0...(scene.seconds * 0.6), using: &random) * 1_000_000))
                kill(child.process, SIGKILL)
                if try child.end().status == 128 + SIGKILL { killed += 1 } else { late += 1 }
            }
            let last = try DeliveryScene.push(shop)
            #expect(last.status == 0, "\(last)")
            let found = DeliveryScene.contacts(scene.server)
            for (email, contact) in scene.expected where found[email] != contact {
                Issue.record("\(email): \(String(describing: found[email])) in place of \(contact)")
            }
            #expect(Set(found.keys) == Set(scene.expected.keys))
            let status = try shop("sync", "status", "--json", "--limit", "1000").json()
            #expect(status["queued"]?.integerValue == 0)
            #expect(status["refused"]?.integerValue == 0, "\(status)")
            let happened = DeliveryScene.happened(scene.server)
            #expect(Set(happened.keys).isSubset(of: scene.events.keys))
            let often = happened["often"] ?? []
            #expect(Set(often).count == scene.events["often"])
            repeated += often.count - Set(often).count
            // Those that did not happen for certain are listed; none has happened twice.
            let once = happened["once"] ?? []
            let listed = Int(status["unknown"]?.integerValue ?? 0)
            #expect(once.count == Set(once).count)
            #expect(once.count <= scene.events["once"] ?? 0)
            #expect(once.count + listed >= scene.events["once"] ?? 0)
            unknown += listed
        }
        print("\(killed) kills, \(late) too late, \(repeated) events repeated, \(unknown) of unknown outcome")
    }
}
