import Automation
import Contacts
import Foundation
import Testing

/// What a script prints and logs has an end.
struct OutputTests {
    @Test func aLongLineIsCut() throws {
        let fixture = try TemporaryWorkspace()
        try fixture.plan(
            "print(('x'):rep(65536)) print(('x'):rep(65537)) print(('ä'):rep(40000)) log.info(('y'):rep(1e6), { a = ('z'):rep(1e6) })")
        // Behind a cut the last 4,096 bytes go too: a part of what is to be hidden may stand there.
        #expect(fixture.printed[0] == String(repeating: "x", count: 65_536))
        for (line, letter) in zip(fixture.printed.dropFirst() + fixture.log.map(\.message), ["x", "ä", "y"]) {
            #expect(line.hasSuffix("…") && line.hasPrefix(letter) && Set(line).count == 2)
            #expect((61_000...65_536).contains(line.utf8.count), "\(line.utf8.count)")
        }
        let entry = try #require(fixture.log.first)
        #expect(entry.fields.isEmpty)
    }

    @Test func fieldsAreCutWithTheirLine() throws {
        let fixture = try TemporaryWorkspace()
        try fixture.plan(
            "log.info('x', { a = 1, b = ('z'):rep(1e6), c = 2 }) local t = {} for i = 1, 1e5 do t['k' .. i] = i end log.info('many', t)")
        for entry in fixture.log { #expect(entry.text.utf8.count < 66_000) }
        #expect(fixture.log.map { $0.fields["a"] } == [.integer(1), nil])
        #expect(fixture.log.map { $0.fields.count > 1_000 } == [false, true])
    }

    /// One line says that there is more, and the run goes on.
    @Test func aFloodEndsAndTheRunGoesOn() throws {
        let fixture = try TemporaryWorkspace(configuration: "limits:\n  output: 10KB\n")
        let plan = try fixture.plan(
            "for i = 1, 1000 do print(('x'):rep(99)) log.info('more') end contact.all():update { plan = 'x' } print('end')")
        #expect(plan.summary.changed == 5)
        let bytes = (fixture.printed + fixture.log.dropLast().map(\.text)).reduce(0) { $0 + $1.utf8.count + 1 }
        #expect((9_900...10_240).contains(bytes))
        #expect(
            fixture.log.last?.text
                == "warning: the script has printed and logged more than 10240 bytes; nothing more of that is shown, and the run goes on")
        #expect(fixture.log.filter { $0.level == .warning }.count == 1)
    }

    /// Each line of the console begins anew.
    @Test func theConsoleIsHeardAgain() throws {
        let fixture = try TemporaryWorkspace(configuration: "limits:\n  output: 1KB\n")
        let console = try ScriptConsole(workspace: fixture.workspace, options: fixture.runner().options)
        _ = try console.evaluate("for i = 1, 100 do print(('x'):rep(99)) end")
        #expect(fixture.printed.count == 10)
        _ = try console.evaluate("print('again')")
        #expect(fixture.printed.last == "again")
    }

    @Test func aSecretIsReplacedBeforeItsLineIsCut() throws {
        let fixture = try TemporaryWorkspace()
        let path = try fixture.write("token: s3cr3t-value\n", "secrets.yml")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        try fixture.plan("print(('x'):rep(65530) .. secret.token)")
        #expect(fixture.printed.first?.contains("s3cr") == false)
    }

    @Test func theSettingIsASize() {
        #expect(throws: WorkspaceError.self) { try TemporaryWorkspace(configuration: "limits:\n  output: many\n") }
    }
}
