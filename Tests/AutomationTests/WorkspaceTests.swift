import ContactStore
import Contacts
import Foundation
import Testing

@testable import Automation

struct WorkspaceTests {
    @Test func itsNameIsThatOfItsFolder() throws {
        let fixture = try TemporaryWorkspace()
        let path = fixture.workspace.path
        let name = String(path.split(separator: "/").last ?? "")
        #expect(fixture.workspace.name == name)
        #expect(try Workspace.open(at: path + "/scripts/..").name == name)
    }

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

    @Test func settingsOfTheSchedulerAreRead() throws {
        let configuration = try WorkspaceConfiguration(
            yaml: """
                scheduler: { workers: 2, drain: 10s, lease: 3s, ping: "https://hc-ping.com/x", ping_every: 30s, metrics_file: m.prom }
                notify: { webhook: "https://example.com:8443/hook", secret: webhook }
                retention: { runs: 2y, logs: 12w }
                """, path: "lunation.yml")
        var scheduler = SchedulerConfiguration()
        scheduler.workers = 2
        scheduler.drain = Span(10, .second)
        scheduler.lease = Span(3, .second)
        scheduler.ping = "https://hc-ping.com/x"
        scheduler.pingEvery = Span(30, .second)
        scheduler.metricsFile = "m.prom"
        #expect(configuration.scheduler == scheduler)
        #expect(configuration.scheduler.metricsPath(in: "/srv/crm") == "/srv/crm/m.prom")
        #expect(configuration.notify.webhook == "https://example.com:8443/hook")
        #expect(configuration.notify.secret == "webhook")
        #expect(configuration.retention.runs == Span(2, .year))
        #expect(configuration.retention.logs == Span(12, .week))
    }

    /// What `lunation init` writes says what is so without it, and its comments are settings too.
    @Test func theTemplateHoldsTheDefaults() throws {
        let written = try WorkspaceConfiguration(yaml: WorkspaceConfiguration.template, path: "lunation.yml")
        let plain = WorkspaceConfiguration()
        #expect(written.scheduler == plain.scheduler && written.notify == plain.notify && written.retention == plain.retention)
        #expect(written.zone == plain.zone && written.changeGuard.limits == plain.changeGuard.limits)
        #expect(written.timeout == plain.timeout && written.memory == plain.memory && written.output == plain.output)
        let uncommented = try WorkspaceConfiguration(
            yaml: WorkspaceConfiguration.template.split(separator: "\n").map { line in
                guard let comment = line.firstIndex(of: "#"), line.wholeMatch(of: /[ #]*[a-z_]+:( [^ ]+)?/) != nil else { return line }
                return line[..<comment] + line[comment...].dropFirst(2)
            }.joined(separator: "\n"), path: "lunation.yml")
        #expect(uncommented.scheduler.workers == 2 && uncommented.scheduler.metricsFile == "metrics.prom")
        #expect(uncommented.notify.webhook == "https://example.com/hook" && uncommented.notify.secret == "webhook")
    }

    /// A misspelt setting of the sections that the scheduler reads.
    @Test(arguments: [
        ("schedule:\n  workers: 2", "lunation.yml:1: unknown setting 'schedule' (did you mean 'scheduler'?)"),
        ("scheduler:\n  worker: 2", "lunation.yml:2: unknown setting 'worker' (did you mean 'workers'?)"),
        ("scheduler:\n  workers: 0", "lunation.yml:2: scheduler.workers must be a number from 1 to 256"),
        ("scheduler:\n  workers: many", "lunation.yml:2: scheduler.workers must be a number from 1 to 256"),
        ("scheduler:\n  drain: 1d", "lunation.yml:2: scheduler.drain must be a time such as 5s, 1m or 2h"),
        ("scheduler:\n  lease: 0s", "lunation.yml:2: scheduler.lease must be a time such as 5s, 1m or 2h"),
        ("scheduler:\n  ping_every: often", "lunation.yml:2: scheduler.ping_every must be a time such as 5s, 1m or 2h"),
        ("scheduler:\n  ping:", "lunation.yml:2: scheduler.ping: a URL starts with https:// or http://"),
        ("scheduler:\n  ping: https://h:99999/x", "lunation.yml:2: scheduler.ping: a port is a number from 1 to 65535"),
        ("scheduler:\n  metrics_file: dir/", "lunation.yml:2: scheduler.metrics_file must be the path of a file such as metrics.prom"),
        ("scheduler: 2", "lunation.yml:1: scheduler must hold settings as 'name: value'"),
        ("notify:\n  webhok: https://h/", "lunation.yml:2: unknown setting 'webhok' (did you mean 'webhook'?)"),
        ("notify:\n  webhook: ftp://h/", "lunation.yml:2: notify.webhook: a URL starts with https:// or http://"),
        ("notify:\n  secret: ''", "lunation.yml:2: notify.secret must be the name of a secret"),
        ("retention:\n  run: 1d", "lunation.yml:2: unknown setting 'run' (did you mean 'runs'?)"),
        ("retention:\n  logs: 0d", "lunation.yml:2: retention.logs must be an age such as 30d, 12w or 2y"),
    ])
    func badSettingsOfTheSchedulerAreErrors(_ yaml: String, _ message: String) {
        #expect {
            _ = try WorkspaceConfiguration(yaml: yaml, path: "lunation.yml")
        } throws: { "\($0)" == message }
    }

    @Test func theServerIsSet() throws {
        let yaml = """
            server:
              listen: 127.0.0.1:8080
              url: https://crm.example.com/
              account: 7
              rate_limits: { token: 5/1m, account: off }
              resubscribing: ignore
              body_limit: 2MB
              timeout: 5s
              request_log: errors
            """
        let server = try WorkspaceConfiguration(yaml: yaml, path: "lunation.yml").server
        #expect(server.listen == "127.0.0.1:8080" && server.url == "https://crm.example.com" && server.account == 7)
        #expect(server.limits?.token == RequestRate(count: 5, seconds: 60) && server.limits?.account == nil)
        #expect(server.limits?.suppressions == RequestRate(count: 10, seconds: 60))
        #expect(server.resubscribing == .ignore && server.bodyLimit == 2 << 20 && server.log == .errors)
        #expect(try WorkspaceConfiguration(yaml: "server:\n  rate_limits: off", path: "lunation.yml").server.limits == nil)
    }

    @Test(arguments: [
        ("server:\n  listn: 80", "lunation.yml:2: unknown setting 'listn' (did you mean 'listen'?)"),
        ("server:\n  behind_proxy: maybe", "lunation.yml:2: server.behind_proxy must be true or false"),
        ("server:\n  account: 0", "lunation.yml:2: server.account must be a number from 1 on"),
        ("server:\n  url: crm.example.com", "lunation.yml:2: server.url must be a URL such as https://crm.example.com"),
        (
            "server:\n  rate_limits: none",
            "lunation.yml:2: server.rate_limits must be off, or hold token, account and suppressions such as 150/10s"
        ),
        (
            "server:\n  rate_limits:\n    token: 150",
            "lunation.yml:3: server.rate_limits.token must be off, or requests in a time such as 150/10s"
        ),
        ("server:\n  body_limit: 0", "lunation.yml:2: server.body_limit must be a size such as 1MB"),
        ("server:\n  connections: 0", "lunation.yml:2: server.connections must be a number from 1 to 100000"),
        ("server:\n  request_log: some", "lunation.yml:2: server.request_log must be all, errors or off"),
        ("server:\n  resubscribing: yes", "lunation.yml:2: server.resubscribing must be refuse, ignore or allow"),
    ])
    func badSettingsOfTheServerAreErrors(_ yaml: String, _ message: String) {
        #expect {
            _ = try WorkspaceConfiguration(yaml: yaml, path: "lunation.yml")
        } throws: { "\($0)" == message }
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
