import AsyncHTTPClient
import Automation
import ContactStore
import Contacts
import Formats
import Foundation
import NIOCore
import NIOHTTP1
import Scheduler
import Service
import Testing

/// A workspace of a test's own, served by a server in this process whose clock stands still.
final class Desk: Sendable {
    let folder: ScratchFolder
    let workspace: Workspace
    let clock = MovableClock()
    let log = RecordedLog()
    let registry = PrometheusRegistry()
    let server: ContactsServer
    let port: Int
    let scheme: String
    /// Tokens that may write, and that may read.
    let token: String
    let reading: String

    /// What the suites that are not about limits are served with.
    static let unlimited = "server:\n  rate_limits: off\n"

    private init(_ settings: String, secrets: String?, tls: (certificate: String, key: String)?) async throws {
        folder = try ScratchFolder()
        let path = folder["shop"]
        _ = try Workspace.create(at: path)
        try folder.write(settings, to: "shop/lunation.yml")
        if let secrets {
            try folder.write(secrets, to: "shop/secrets.yml")
            chmod(folder["shop/secrets.yml"], 0o600)
        }
        workspace = try Workspace.open(at: path)
        token = try workspace.store.createToken("writer", scope: .write, now: clock.now).text
        reading = try workspace.store.createToken("reader", scope: .read, now: clock.now).text
        var options = try ServerOptions(workspace, listen: "127.0.0.1:0")!
        if let tls { options.tls = ServerOptions.TLSFiles(certificate: tls.certificate, key: tls.key) }
        scheme = tls == nil ? "http" : "https"
        let clock = clock
        server = try ContactsServer(
            workspace: workspace, options: options, registry: registry, log: log.logger, now: { clock.now })
        port = try await server.start()
    }

    /// Serves while a test goes on.
    static func serve(
        _ settings: String = Desk.unlimited, secrets: String? = nil, tls: (certificate: String, key: String)? = nil,
        _ body: (Desk) async throws -> Void
    ) async throws {
        let desk = try await Desk(settings, secrets: secrets, tls: tls)
        do {
            try await body(desk)
        } catch {
            await desk.server.stop(drain: .seconds(1))
            throw error
        }
        await desk.server.stop()
    }

    /// Sends a request with the token that may write, unless another one or none is given.
    func send(
        _ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil, token: String?? = .none, headers: [(String, String)] = []
    ) async throws -> Reply {
        try await send(method, path, bytes: body.map { [UInt8]($0.description.utf8) }, token: token, headers: headers)
    }

    func send(
        _ method: HTTPMethod, _ path: String, bytes: [UInt8]?, token: String?? = .none, headers: [(String, String)] = []
    ) async throws -> Reply {
        var request = HTTPClientRequest(url: "\(scheme)://127.0.0.1:\(port)\(path)")
        request.method = method
        if let token = token ?? self.token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let bytes {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: bytes))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        let buffer = try await response.body.collect(upTo: 1 << 28)
        return Reply(status: Int(response.status.code), headers: response.headers, bytes: Array(buffer.readableBytesView))
    }

    func get(_ path: String) async throws -> Reply { try await send(.GET, path) }
    func post(_ path: String, _ body: JSONValue) async throws -> Reply { try await send(.POST, path, body) }
    func patch(_ path: String, _ body: JSONValue) async throws -> Reply { try await send(.PATCH, path, body) }
    func delete(_ path: String) async throws -> Reply { try await send(.DELETE, path) }

    /// Makes a contact and answers its id.
    @discardableResult
    func contact(_ email: String, fields: JSONObject = [:], lists: [Int64] = []) async throws -> String {
        let reply = try await post(
            "/api/contacts",
            ["contact": ["email": .string(email), "fields": .object(fields), "list_ids": .array(lists.map { .integer($0) })]])
        return try reply.expect(201, "contact")["data"]["id"]?.stringValue ?? ""
    }

    func list(_ name: String) async throws -> Int64 {
        try await post("/api/contacts/lists", ["name": .string(name)]).expect(200, "list")["id"].integerValue ?? 0
    }

    @discardableResult
    func field(_ tag: String, _ type: String) async throws -> Int64 {
        let body: JSONValue = ["name": .string(tag), "data_type": .string(type), "merge_tag": .string(tag)]
        return try await post("/api/contacts/fields", body).expect(201, "field")["id"].integerValue ?? 0
    }

    /// Asks until something is so, for as long as a busy machine may need.
    func until(_ what: String, _ condition: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(60)
        while try await !condition() {
            guard ContinuousClock.now < end else { throw Overdue(what: what) }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    struct Overdue: Error { let what: String }
}
