import Automation
import ContactStore
import Contacts
import Foundation
import Testing

/// An erasure as a script asks for it: no file of the workspace holds the address afterwards.
struct WorkspaceEraserTests {
    /// The files of the workspace that hold a text, unpacked where they are compressed.
    private func files(_ fixture: TemporaryWorkspace, with text: String) throws -> [String] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: fixture.workspace.path)
        return paths.filter { path in
            guard let data = FileManager.default.contents(atPath: fixture.workspace.path + "/" + path) else { return false }
            return String(decoding: data, as: Unicode.ASCII.self).lowercased().contains(text)
        }.sorted()
    }

    @Test func noFileHoldsTheAddress() throws {
        let fixture = try TemporaryWorkspace()
        try fixture.run("contact.get('eve@example.com'):fire('Seen', { by = 'eve@example.com' }) state.last = 'EVE@example.com'")
        try fixture.run("contact.get('eve@example.com').fields.plan = 'eve@example.com'")
        let script = fixture.script("contact.all():update { visits = 5 }")
        _ = try fixture.runner().plan(script, savingTo: fixture.workspace.path + "/plan.json")
        _ = try fixture.runner().export(where: nil, to: fixture.workspace.path + "/out.jsonl", options: ExportOptions(format: .jsonl))
        _ = try fixture.write("--\n-- mail ann@example.com\n", "scripts/other.lua")
        #expect(
            try files(fixture, with: "eve@example.com").filter { !$0.hasPrefix("contacts.db") }
                == ["out.jsonl", "people.csv", "plan.json", "purchases.csv"])
        try fixture.run("print(contact.erase 'Eve@Example.com')")
        #expect(fixture.printed == ["1"])
        #expect(try files(fixture, with: "eve@example.com") == [])
        #expect(
            fixture.log.map(\.message) == [
                "erased: 1 row of out.jsonl removed", "erased: 1 row of people.csv removed", "erased: 1 row of purchases.csv removed",
                "erased: the saved plan plan.json removed, which speaks of an erased contact",
            ])
        let rest = try String(contentsOfFile: fixture.workspace.path + "/people.csv", encoding: .utf8)
        #expect(rest.split(separator: "\n").count == 5 && rest.contains("dee@mail.example.com"))
    }

    @Test func whatIsTheUsersIsNamedAndLeft() throws {
        let fixture = try TemporaryWorkspace()
        _ = try fixture.write("-- mail eve@example.com\n", "scripts/other.lua")
        try fixture.run("contact.get('ann@example.com').fields.plan = 'asked eve@example.com'")
        try fixture.run("contact.get('eve@example.com'):erase()")
        #expect(
            fixture.log.filter { $0.level == .warning }.map(\.message) == [
                "an erased address still stands in scripts/other.lua, which is yours to change",
                "an erased address still stands in fields.plan of others (1); a script can clear them",
            ])
        #expect(try files(fixture, with: "eve@example.com") == ["contacts.db", "scripts/other.lua"])
    }

    /// The words of a plan, a guard and an applied plan for an erasure.
    @Test func anErasureIsPlannedGuardedAndApplied() throws {
        let fixture = try TemporaryWorkspace()
        let plan = try fixture.plan("contact.where(contact.lists:has 'VIP'):erase()")
        #expect(plan.summary.groups.map { "\($0.count) \($0.title)" } == ["2 erase contact for good"])
        guard case .refused = try fixture.run("job { guard = { deletes = 1 } } contact.where(contact.lists:has 'VIP'):erase()") else {
            Issue.record("not refused")
            return
        }
        let path = fixture.workspace.path + "/plan.json"
        _ = try fixture.runner().plan(fixture.script("contact.where(contact.lists:has 'VIP'):erase()"), savingTo: path)
        guard case .committed(let record, _) = try PlanApplier(workspace: fixture.workspace).apply(path) else {
            Issue.record("not committed")
            return
        }
        #expect(try fixture.names("contact.all()") == "ann cyd dee")
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(throws: CommitError.self) { try Undoer(workspace: fixture.workspace).undo(record.id, now: nil) }
    }

    /// Erasing while a walk over the contacts is open.
    @Test func aLoopErasesEachOfItsContacts() throws {
        let fixture = try TemporaryWorkspace()
        try fixture.run(
            "for c in contact.where(contact.lists:has 'VIP'):each() do c:erase() end for e in event.all():each() do if e.contact and contact.get(e.contact.email) then e.contact:erase() end end"
        )
        #expect(try fixture.names("contact.all()") == "cyd dee")
    }

    @Test func nothingToEraseChangesNothing() throws {
        let fixture = try TemporaryWorkspace()
        let plan = try fixture.plan("print(contact.erase 'nobody@example.com') contact.create { email = 'x@example.com' }:erase()")
        #expect(plan.summary.isEmpty && fixture.printed == ["0"])
        #expect(try fixture.message("contact.erase 'nobody'") == "test.lua:1: email is invalid (no @ sign)")
        #expect(
            try fixture.message("local c = contact.get 'ann@example.com' c:erase() c:unsubscribe()")
                == "test.lua:1: the contact no longer exists")
    }
}
