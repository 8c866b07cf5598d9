import Foundation
import Testing

/// Disks that run out of room at any point of a command: it says so, nothing has changed, and with room again it succeeds.
@Suite(.enabled(if: SmallDisk.isAvailable, "this system lets its users mount no file system of their own"))
struct DiskFullTests {
    private static let points = 12

    /// What the shell writes of one attempt.
    private struct Attempt {
        let code: Int32
        let digest: String
        let errors: String
        let again: Int32
        let final: String
        let left: String

        init(_ folder: Folder, _ number: Int) throws {
            func text(_ name: String) throws -> String { try folder.text("\(number).\(name)") }
            code = Int32(try text("code").trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1
            digest = try text("digest")
            errors = try text("err")
            again = Int32(try text("again").trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1
            final = try text("final")
            left = try text("left")
        }
    }

    @Test(arguments: [KillScene.Command.run, .importContacts, .apply, .undo])
    func everyPhaseMayFindNoRoom(command: KillScene.Command) throws {
        var random = SystemSeed.generator(named: "\(command.rawValue) on small disks")
        let scene = try KillScene(command)
        let needed = scene.logLength / 1_024 + 500
        let free = [0, 4, 24, 40, 80] + (6..<Self.points).map { _ in Int.random(in: 80...needed, using: &random) } + [30_000]
        let folder = try Folder()
        for name in try scene.template.names() {
            try FileManager.default.copyItem(atPath: scene.template[name], toPath: folder[name])
        }
        try folder.write(Self.story(scene.arguments, free), to: "story.sh")
        let outcome = try Program.shell("exec unshare -Urm sh story.sh", in: folder)
        try #require(outcome.status == 0, "\(outcome)")
        var failures = 0
        for (number, free) in free.enumerated() {
            let attempt = try Attempt(folder, number)
            let place = "\(free) KB free: \(attempt.errors)"
            if attempt.code == 0 {
                #expect(attempt.digest == scene.after, "\(place)")
            } else {
                failures += 1
                #expect(attempt.code == 6, "\(place)")
                let last = attempt.errors.split(separator: "\n").filter { !$0.hasPrefix("since\t") && !$0.hasPrefix("info: ") }
                #expect(last.count == 1 && last[0].hasPrefix("error: "), "\(place)")
                #expect(attempt.errors.contains("full") && attempt.errors.contains("shop/"), "\(place)")
                if command == .importContacts {
                    #expect(attempt.digest == scene.before || attempt.errors.contains("goes on behind them"), "\(place)")
                } else {
                    #expect(attempt.digest == scene.before, "\(place)")
                    #expect(attempt.errors.contains("out/idle.csv") || attempt.errors.contains("nothing was changed"), "\(place)")
                }
                #expect(attempt.again == 0, "\(place)")
            }
            #expect(attempt.final == scene.after, "\(place)")
            #expect(attempt.left == "", "\(place)")
        }
        #expect(failures > 0 && failures < free.count, "\(failures) of \(free) failed")
    }

    /// A limit on the size of files, which comes with a signal that would end a program that does not mind it.
    @Test(.enabled(if: Sanitizer.allowsLimitsOnFiles), arguments: [KillScene.Command.run, .importContacts, .apply, .undo])
    func aLimitOnTheSizeOfFiles(command: KillScene.Command) throws {
        var random = SystemSeed.generator(named: "\(command.rawValue) under limits on files")
        let scene = try KillScene(command)
        for _ in 0..<4 {
            let shop = try scene.copy()
            let limit = Int.random(in: 40...(scene.logLength / 1_024 - 100), using: &random)
            let line = "ulimit -f \(limit * 2); exec \(Self.line(scene.arguments)) 2>&1 > /dev/null"
            let outcome = try Program.shell(line, in: shop.folder)
            #expect(outcome.status == 6, "\(limit) KB: \(outcome)")
            #expect(outcome.output.contains("full") && outcome.output.contains("shop/"), "\(limit) KB: \(outcome)")
            let digest = try shop.digest()
            #expect(
                digest == scene.before || command == .importContacts && outcome.output.contains("goes on behind them"),
                "\(limit) KB: \(outcome)")
            #expect(try scene.start(in: shop).end().status == 0)
            #expect(try shop.digest() == scene.after)
        }
    }

    private static func line(_ arguments: [String]) -> String {
        "\"$LUNATION\" " + arguments.map { "'\($0)'" }.joined(separator: " ")
    }

    private static func story(_ arguments: [String], _ free: [Int]) -> String {
        let command = line(arguments)
        return """
            mkdir disk && mount -t tmpfs -o size=48m none disk || exit 1
            number=0
            for free in \(free.map(String.init).joined(separator: " ")); do
              rm -rf disk/* && cp -r shop *.csv *.json disk/ 2> /dev/null
              room=$(df -k --output=avail disk | tail -1)
              head -c $(((room - free) * 1024)) /dev/zero > disk/filler
              cd disk
              \(command) > /dev/null 2> ../$number.err; echo $? > ../$number.code
              rm filler
              "$LUNATION" digest --workspace shop > ../$number.digest 2>&1
              \(command) > /dev/null 2>&1; echo $? > ../$number.again
              "$LUNATION" digest --workspace shop > ../$number.final 2>&1
              find . -name '*.partial-*' > ../$number.left
              cd ..
              number=$((number + 1))
            done
            """
    }

    /// What a run stages lies in temporary files, on a disk that may be another.
    @Test func theDiskOfTemporaryFilesIsNamed() throws {
        let shop = try Shop(["ann@example.com": "free"])
        try shop.folder.write(
            "for i = 1, 30000 do contact.create { email = 'somebody' .. i .. '@example.com', fields = { plan = ('p'):rep(99) } } end",
            to: "many.lua")
        let before = try shop.digest()
        try shop.folder.write(
            """
            \(SmallDisk.mount)
            SQLITE_TMPDIR=$PWD/disk exec "$LUNATION" run many.lua --workspace shop
            """, to: "story.sh")
        let outcome = try Program.shell("exec unshare -Urm sh story.sh", in: shop.folder)
        #expect(outcome.status == 6, "\(outcome)")
        #expect(
            outcome.errors
                == "error: the disk that holds temporary files, \(shop.folder.path)/disk, is full; nothing was changed: "
                + "free some space or name another folder in SQLITE_TMPDIR\n")
        #expect(try shop.digest() == before)
    }
}
