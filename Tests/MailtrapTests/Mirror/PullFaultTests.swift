import ContactStore
import Foundation
import MailtrapServer
import Testing

@testable import Mailtrap

/// Pulls against a server that fails on purpose.
struct PullFaultTests {
    private static func shop() throws -> MirrorFixture {
        let mirror = try MirrorFixture()
        mirror.server.account { account in
            account.addList("News")
            account.addList("Sale")
            for number in 0..<50 {
                account.put(MirrorFixture.contact(number, "c\(number)@example.com", lists: number % 2 == 0 ? [2] : [3]))
            }
        }
        return mirror
    }

    @Test func anotherExportIsWaitedFor() async throws {
        let mirror = try Self.shop()
        let server = mirror.server
        server.account { $0.isExporting = true }
        let counter = Counter()
        server.fail { request in
            if request.title == "POST /contacts/exports", counter.next() == 3 { return .refuse(429) }
            return nil
        }
        Task {
            try await Task.sleep(for: .milliseconds(60))
            server.account { $0.isExporting = false }
        }
        #expect(try await mirror.pull().mirror.created == 50)
    }

    @Test func anExportThatNeverFinishesIsGivenUp() async throws {
        let mirror = try Self.shop()
        mirror.server.account { $0.exportPolls = nil }
        let error = await #expect(throws: PullError.self) { try await mirror.pull { $0.exportPatience = .milliseconds(50) } }
        #expect(
            error?.description
                == "the account has not finished an export in a minute; nothing was changed: the next pull asks for it again")
        // The next one asks for the same export, which is finished by then.
        mirror.server.account { $0.exportPolls = 1 }
        let report = try await mirror.pull()
        #expect(report.isResumed)
        #expect(report.mirror.created == 50)
        #expect(mirror.server.account { $0.exportCount } == 3)
    }

    /// Cut short at each request in turn, and gone on with.
    @Test func aPullThatIsCutShortGoesOn() async throws {
        for stop in 1...12 {
            let mirror = try Self.shop()
            mirror.server.fail { $0.number == stop ? .refuse(400) : nil }
            let first = try? await mirror.pull()
            mirror.server.fail(nil)
            let exports = mirror.server.account { $0.exportCount }
            let report = try await mirror.pull()
            #expect(try mirror.contacts().count == 50, "stopped at request \(stop)")
            if first == nil, exports > 0 { #expect(report.isResumed, "stopped at request \(stop)") }
        }
    }

    @Test(arguments: [
        Fault.fail(500), .close(acts: true), .close(acts: false), .garble(), .drip(milliseconds: 1),
        .refuse(429, headers: [("Retry-After", "0")]),
    ])
    func faultsHereAndThereDoNoHarm(fault: Fault) async throws {
        let mirror = try Self.shop()
        let counter = Counter()
        mirror.server.fail { request in
            // Requests that must not be made twice are told about, and end the pull.
            counter.next() % 3 == 0 && request.title != "POST /contacts/exports" && !request.path.hasPrefix("/files/") ? fault : nil
        }
        #expect(try await mirror.pull().mirror.created == 50)
        #expect(try mirror.contacts().filter { $0.contains("+News") }.count == 25)
    }

    @Test func anExportWhoseBeginningIsNotKnownIsWaitedFor() async throws {
        let mirror = try Self.shop()
        let counter = Counter()
        let server = mirror.server
        server.fail { request in
            guard request.title == "POST /contacts/exports", counter.next() == 1 else { return nil }
            return .close(acts: true)
        }
        Task {
            // Nobody asks for the export that nobody knows of: the account finishes it in its own time.
            try await Task.sleep(for: .milliseconds(50))
            server.account { $0.finishExports() }
        }
        #expect(try await mirror.pull().mirror.created == 50)
    }

    @Test func filesThatAreCutShortAreFetchedAgain() async throws {
        let mirror = try Self.shop()
        let counter = Counter()
        mirror.server.account { account in
            account.form.mangle = { file in counter.next() == 1 ? Array(file.dropLast(20)) : file }
        }
        #expect(try await mirror.pull().mirror.created == 50)
        mirror.server.account { account in account.form.mangle = { Array($0.dropLast(20)) } }
        let error = await #expect(throws: PullError.self) { try await mirror.pull() }
        #expect(error?.description.hasPrefix("an export could not be downloaded (") == true)
        #expect(try mirror.contacts().count == 50)
    }

    @Test func downloadsAreTriedAgain() async throws {
        let mirror = try Self.shop()
        let counter = Counter()
        mirror.server.fail { request in
            guard request.path.hasPrefix("/files/") else { return nil }
            return counter.next() % 2 == 1 ? .fail(503) : nil
        }
        #expect(try await mirror.pull().mirror.created == 50)
    }

    @Test func linksWithoutEncryptionAreNotFollowed() async throws {
        var settings = APISettings(baseURL: "https://mailtrap.example")
        settings.sleep = { _ in }
        let error = await #expect(throws: PullError.self) {
            try await ExportDownload(settings: settings).fetch("http://files.example/x.csv.gz", to: "/tmp/never.csv.gz")
        }
        #expect(error?.description == "the link of an export cannot be followed: it is not encrypted (https)")
    }

    @Test func onePullAtATime() async throws {
        let mirror = try Self.shop()
        mirror.server.fail { $0.path == "/contacts/fields" ? .slow(milliseconds: 300) : nil }
        async let first = mirror.pull()
        while !mirror.server.titles.contains("GET /contacts/fields") { try await Task.sleep(for: .milliseconds(5)) }
        await #expect(throws: PullError.busy) { try await mirror.pull() }
        #expect(try await first.mirror.created == 50)
    }

    @Test func aWorkspaceThatIsPartedMeanwhileKeepsItsContacts() async throws {
        let mirror = try Self.shop()
        let store = mirror.store
        mirror.server.fail { request in
            if request.path == "/suppressions" { _ = try? store.removeRemote() }
            return nil
        }
        await #expect(throws: MirrorError.parted) { try await mirror.pull() }
        #expect(try mirror.contacts().isEmpty)
    }
}
