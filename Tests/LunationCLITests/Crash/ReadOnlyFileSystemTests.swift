import Foundation
import Testing

/// A workspace on a file system that is mounted to be read: what reads works, what would write says why it cannot.
@Suite(.enabled(if: SmallDisk.isAvailable, "this system lets its users mount no file system of their own"))
struct ReadOnlyFileSystemTests {
    private let shop: Shop

    init() throws {
        shop = try Shop(["ann@example.com": "free", "bob@example.com": "pro"])
        try shop.succeed("run", "--eval", "contact.all():update { plan = 'trial' }")
        try shop.succeed("plan", "--eval", "contact.all():update { plan = 'x' }", "--out", "plan.json")
    }

    /// Runs a line in the folder whose `disk` holds the workspace and cannot be written.
    private func onReadOnlyDisk(_ line: String, before: String = "true") throws -> Outcome {
        try shop.folder.write(
            """
            mkdir -p disk && mount -t tmpfs -o size=9m none disk && cp -r shop disk/ || exit 99
            \(before)
            mount -o remount,ro disk || exit 99
            \(line)
            """, to: "story.sh")
        return try Program.shell("exec unshare -Urm sh story.sh", in: shop.folder)
    }

    @Test(arguments: [
        "run --eval 'print \"begun\" contact.all():update { plan = \"y\" }'", "import start.csv", "apply plan.json", "undo 2",
        "events import start.csv --name E --map at=plan", "trigger sunset", "enqueue scripts/x.lua", "cancel 1",
    ])
    func whatWritesSaysWhyItCannot(command: String) throws {
        let outcome = try onReadOnlyDisk("exec \"$LUNATION\" \(command) --workspace disk/shop")
        #expect(outcome.status == 6, "\(outcome)")
        #expect(
            outcome.errors
                == "error: disk/shop/contacts.db is on a read-only file system or owned by another user; nothing was changed\n")
        #expect(outcome.output == "")
    }

    @Test(arguments: [
        "digest", "runs", "show 2", "contacts", "contacts --where 'contact.fields.plan:eq \"trial\"' --count", "lists", "fields",
        "segments", "suppressions", "outbox", "jobs", "runs --state failed", "plan --eval 'contact.all():update { plan = \"y\" }'",
        "plan --eval 'contact.all():update { plan = \"y\" }' --out saved.json", "export -", "check", "test",
    ])
    func whatReadsWorks(command: String) throws {
        try shop.folder.write("test('reads', function(t) t.eq(1, 1) end)\n", to: "shop/tests/one_test.lua")
        let plain = try Program.shell("exec \"$LUNATION\" \(command) --workspace shop", in: shop.folder)
        let outcome = try onReadOnlyDisk("exec \"$LUNATION\" \(command) --workspace disk/shop")
        #expect(outcome.status == 0, "\(outcome)")
        let isTimed = command == "test" || command.hasPrefix("plan")
        #expect(isTimed || outcome.output == plain.output)
    }

    @Test func anExportHasNoRecord() throws {
        let outcome = try onReadOnlyDisk("exec \"$LUNATION\" export out.csv --workspace disk/shop")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output.hasPrefix("no record (the workspace is read-only): 2 contacts"), "\(outcome)")
        #expect(try shop.folder.text("out.csv").contains("bob@example.com"))
    }

    /// The log of a process that was killed: read where its index is there, and else not half of the contacts in silence.
    @Test func whatACrashHasLeft() throws {
        // Copied while a connection is open, the files are as a crash leaves them.
        let writer = try StoreReader(shop.folder["shop/contacts.db"])
        _ = try writer.rows("UPDATE contact SET email = 'new@example.com' WHERE email = 'ann@example.com'")
        let read = "exec \"$LUNATION\" contacts --workspace disk/shop"
        let whole = try onReadOnlyDisk(read)
        #expect(whole.status == 0 && whole.output.contains("new@example.com"), "\(whole)")
        let half = try onReadOnlyDisk(read, before: "rm disk/shop/contacts.db-shm")
        #expect(half.status == 6, "\(half)")
        #expect(
            half.errors
                == "error: disk/shop/contacts.db is on a read-only file system and was not closed properly; "
                + "use it once where it can be written, then it can be read here\n")
        withExtendedLifetime(writer) {}
    }
}
