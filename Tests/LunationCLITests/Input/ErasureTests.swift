import Formats
import Foundation
import Testing

/// An erasure by the program: nothing of the address is left in any file, and the words say that it is for good.
@Suite struct ErasureTests {
    let shop: Shop

    init() throws {
        shop = try Shop(["ann@example.com": "free", "qzx@nowhere.example": "pro"])
        try shop.succeed("run", "--eval", "contact.get('qzx@nowhere.example'):fire('Seen', { by = 'qzx@nowhere.example' })")
        try shop.succeed("run", "--eval", "contact.get('qzx@nowhere.example'):delete()")
        try shop.succeed("undo", "3")
    }

    @Test func noFileOfTheWorkspaceHoldsTheAddress() throws {
        let script = "job { name = 'erasure', args = { email = '' } } print(contact.erase(args.email))"
        try shop.folder.write(script, to: "shop/scripts/erase.lua")
        let outcome = try shop.succeed("run", "shop/scripts/erase.lua", "--set", "email=QZX@nowhere.example")
        #expect(outcome.lines.last == "run 5 committed; an erasure is for good")
        let files = try FileManager.default.subpathsOfDirectory(atPath: shop.folder.path + "/shop")
        #expect(files.contains("contacts.db"))
        for file in files {
            guard let bytes = FileManager.default.contents(atPath: shop.folder.path + "/shop/" + file) else { continue }
            #expect(!String(decoding: bytes, as: Unicode.ASCII.self).lowercased().contains("qzx@nowhere"), "\(file)")
        }
        #expect(try shop.count("contact.all()") == 1)
        let undo = try shop("undo", "5")
        #expect(undo.status == 6 || undo.status == 4)
        #expect(undo.errors == "error: run 5 cannot be undone: it erased contacts for good, which no undo brings back\n")
    }

    @Test func anUndoSaysWhatStaysErased() throws {
        let outcome = try shop.succeed(
            "run", "--eval", "contact.get('qzx@nowhere.example'):erase() contact.get('ann@example.com').fields.plan = 'x'")
        #expect(outcome.lines.last == "run 5 committed; take it back, but for what is erased, with: lunation undo 5")
        let undo = try shop.succeed("undo", "5")
        #expect(undo.output.contains("1 contact was erased for good and cannot be brought back"), "\(undo)")
        #expect(try shop.contact("ann@example.com")["fields"]?["plan"] == "free")
    }
}
