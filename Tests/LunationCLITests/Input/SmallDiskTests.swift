import Testing

/// A disk that really is full: a file system of little more than a megabyte, in a name space where every user may mount one.
@Suite(.enabled(if: SmallDisk.isAvailable, "this system lets its users mount no file system of their own"))
struct SmallDiskTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
        let rows = (0..<20_000).map { "user\($0)@example.com,2026-01-01\n" }
        try folder.write("email,at\n" + rows.joined(), to: "many.csv")
    }

    /// The disk is gone with the name space, and so one shell does it all: the digest, the command, the digest.
    private func onSmallDisk(_ command: String) throws -> Outcome {
        try folder.write(
            """
            set -e
            \(SmallDisk.mount)
            "$LUNATION" init --workspace disk/shop > /dev/null
            printf 'email\\nann@example.com\\n' > one.csv
            "$LUNATION" import one.csv --workspace disk/shop > /dev/null
            before=$("$LUNATION" digest --workspace disk/shop)
            code=0
            \(command) || code=$?
            [ "$before" = "$("$LUNATION" digest --workspace disk/shop)" ] || echo "the contacts have changed"
            "$LUNATION" runs --workspace disk/shop | wc -l
            ls disk
            exit $code

            """, to: "story.sh")
        return try Program.shell("exec unshare -Urm sh story.sh", in: folder)
    }

    @Test(arguments: [
        "import many.csv --ignore at", "run --eval 'for i = 1, 5000 do contact.create { email = i .. \"@example.com\" } end'",
        "run --eval 'for i = 1, 9000 do contact.get \"ann@example.com\":fire(\"E\", { text = (\"x\"):rep(90) }) end'",
    ])
    func theStoreIsAsItWas(command: String) throws {
        let outcome = try onSmallDisk("\"$LUNATION\" \(command) --workspace disk/shop")
        #expect(outcome.status == 6, "\(outcome)")
        #expect(
            outcome.errors
                == "error: the disk that holds disk/shop/contacts.db is full; nothing was changed: free some space and run it again\n")
        #expect(outcome.output.split(whereSeparator: \.isWhitespace) == ["1", "shop"])
    }

    @Test func noHalfOfAnExportIsLeft() throws {
        let shop = Shop(folder, now: "2026-06-01")
        #expect(try Program.run(["init", "--workspace", "shop"], in: folder).status == 0)
        try shop.succeed("import", "many.csv", "--ignore", "at")
        let outcome = try onSmallDisk("\"$LUNATION\" export disk/out.csv --workspace shop")
        #expect(outcome.status == 6, "\(outcome)")
        #expect(outcome.errors == "error: cannot write disk/out.csv: the disk is full; free some space and write it again\n")
        #expect(outcome.output.split(whereSeparator: \.isWhitespace) == ["1", "shop"])
    }
}
