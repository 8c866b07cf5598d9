import Automation
import ContactStore
import Contacts
import Foundation
import Testing

struct WorkspaceTests {
    @Test func settingsAreRead() throws {
        let fixture = try TemporaryWorkspace(
            configuration: """
                timezone: Europe/Berlin
                guard:
                  changes: 100
                  events: 5%
                limits:
                  timeout: 30s
                  memory: 64MB
                """)
        let configuration = fixture.workspace.configuration
        #expect(configuration.zone.name == "Europe/Berlin")
        #expect(
            configuration.changeGuard.limits == [
                .changes: .count(100), .events: .percent(5), .deletes: .percent(1), .unsubscribes: .percent(1),
            ])
        #expect(configuration.timeout == Span(30, .second))
        #expect(configuration.memory == 64 << 20)
    }

    /// A misspelt setting is an error with its line, never a setting that is not there.
    @Test(arguments: [
        ("timezone: Mars/Base", "lunation.yml:1: timezone 'Mars/Base' is not an IANA time zone, such as Europe/Berlin"),
        ("gard:\n  changes: 5%", "lunation.yml:1: unknown setting 'gard' (did you mean 'guard'?)"),
        ("guard:\n  change: 5%", "lunation.yml:2: unknown setting 'change' (did you mean 'changes'?)"),
        ("guard:\n  changes: some", "lunation.yml:2: guard.changes must be a number or a share such as 5%"),
        ("limits:\n  memory: lots", "lunation.yml:2: limits.memory must be a size such as 64MB"),
        ("limits:\n  timeout: 1mo", "lunation.yml:2: limits.timeout must be a time such as 30s, 10m or 2h"),
        ("- a\n- b", "lunation.yml: must hold settings as 'name: value'"),
    ])
    func badSettingsAreErrors(_ yaml: String, _ message: String) throws {
        #expect {
            _ = try TemporaryWorkspace(configuration: yaml)
        } throws: { "\($0)".hasSuffix(message) }
    }

    @Test func theZoneDecidesWhatTodayIs() throws {
        let fixture = try TemporaryWorkspace(configuration: "timezone: Pacific/Auckland")
        _ = try fixture.runner { $0.now = Timestamp("1998-06-30T13:00:00Z") }.plan(
            fixture.script("print(time.today(), time.date(time.now()))"))
        #expect(fixture.printed == ["1998-07-01\t1998-07-01"])
    }

    @Test func aWorkspaceIsMadeOnce() throws {
        let fixture = try TemporaryWorkspace()
        #expect(throws: WorkspaceError.alreadyExists(path: fixture.workspace.path)) { try Workspace.create(at: fixture.workspace.path) }
        #expect(throws: WorkspaceError.missing(path: "/nowhere")) { try Workspace.open(at: "/nowhere") }
    }

    /// Nobody else may read contacts.
    @Test func filesArePrivate() throws {
        let fixture = try TemporaryWorkspace()
        for name in ["contacts.db", "lunation.yml"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: fixture.workspace.path + "/" + name)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
        }
    }
}
