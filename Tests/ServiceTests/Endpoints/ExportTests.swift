import Formats
import NIOHTTP1
import Testing

/// Exports: one at a time, behind a link that lives for a day.
@Suite struct ExportTests {
    private func finished(_ body: JSONValue, _ desk: Desk) async throws -> Reply {
        let begun = try await desk.post("/api/contacts/exports", body).expect(201, "export-open")
        var reply = begun
        try await desk.until("the export is finished") {
            reply = try await desk.get("/api/contacts/exports/\(begun["id"])")
            return reply["status"] == "finished" || reply["status"] == "failed"
        }
        return try reply.expect(200, "export-finished")
    }

    /// The path of a link to this server.
    private func path(_ export: Reply, _ desk: Desk) throws -> String {
        let url = try #require(export["url"].stringValue)
        let base = "http://127.0.0.1:\(desk.port)"
        try #require(url.hasPrefix(base))
        return String(url.dropFirst(base.count))
    }

    /// The file behind the link, for which no token is needed.
    private func lines(_ export: Reply, _ desk: Desk) async throws -> [String] {
        let reply = try await desk.send(.GET, try path(export, desk), nil, token: .some(nil))
        #expect(reply.status == 200 && reply.header("Content-Type") == "application/gzip", "\(reply.text)")
        return try Gunzip.lines(reply.bytes)
    }

    @Test func allContactsAreExported() async throws {
        try await Desk.serve { desk in
            try await desk.field("city", "text")
            let list = try await desk.list("News, and more")
            let id = try await desk.contact("ann@example.com", fields: ["city": "a \"b\", c"], lists: [list])
            try await desk.contact("bob@example.com")
            let lines = try await lines(try await finished([:], desk), desk)
            #expect(lines.count == 3)
            #expect(lines[0] == "id,email,status,city,lists,created_at,updated_at")
            #expect(lines[1].hasPrefix("\(id),ann@example.com,subscribed,\"a \"\"b\"\", c\","), "\(lines)")
            #expect(lines[1].hasSuffix(",2026-06-01T09:00:00.000Z,2026-06-01T09:00:00.000Z"), "\(lines)")
        }
    }

    @Test func filtersAreHeldTogether() async throws {
        try await Desk.serve { desk in
            let (one, two) = (try await desk.list("One"), try await desk.list("Two"))
            try await desk.contact("ann@example.com", lists: [one])
            try await desk.contact("bob@example.com", lists: [two])
            try await desk.contact("cid@example.com", lists: [one, two])
            try await desk.contact("dan@example.com")
            try await desk.patch("/api/contacts/cid@example.com", ["contact": ["unsubscribed": true]]).expect(200, "contact-update")
            func found(_ filters: JSONValue, location: SourceLocation = #_sourceLocation) async throws -> [String] {
                let lines = try await lines(try await finished(["filters": filters], desk), desk)
                return lines.dropFirst().compactMap { $0.split(separator: ",").dropFirst().first.map { String($0.prefix(3)) } }.sorted()
            }
            func list(_ ids: JSONValue) -> JSONValue { ["name": "list_id", "operator": "equal", "value": ids] }
            func status(_ word: JSONValue) -> JSONValue { ["name": "subscription_status", "operator": "equal", "value": word] }
            #expect(try await found([]).count == 4)
            #expect(try await found(.null).count == 4)
            #expect(try await found([:]).count == 4)
            #expect(try await found([list([.integer(one)])]) == ["ann", "cid"])
            #expect(try await found([list([.integer(one), .integer(two), 99])]) == ["ann", "bob", "cid"])
            #expect(try await found([list([99])]) == [])
            #expect(try await found([status("unsubscribed")]) == ["cid"])
            #expect(try await found([list([.integer(one)]), status("subscribed")]) == ["ann"])
            for wrong: JSONValue in [
                "invalid", 7, [7], [["name": "email", "operator": "equal", "value": "x"]], [list("x")], [list([])], [status("gone")],
                [["name": "list_id", "operator": "contains", "value": [1]]], [status("subscribed"), status("unsubscribed")],
            ] {
                let reply = try await desk.post("/api/contacts/exports", ["filters": wrong])
                reply.expect(422, body: #"{"errors":{"filters":"invalid"}}"#)
            }
        }
    }

    @Test func aLinkLivesForADayAndCannotBeGuessed() async throws {
        try await Desk.serve { desk in
            try await desk.contact("ann@example.com")
            let export = try await finished([:], desk)
            let path = try path(export, desk)
            let id = export["id"]
            for wrong in [
                "/exports/\(id)/x.csv.gz", path.replacing(".csv.gz", with: ""), path.replacing("/exports/\(id)/", with: "/exports/99/"),
            ] {
                try await desk.send(.GET, wrong, nil, token: .some(nil)).expect(404, "error")
            }
            desk.clock.advance(seconds: 86_400 - 5)
            #expect(try await desk.send(.GET, path, nil, token: .some(nil)).status == 200)
            desk.clock.advance(seconds: 10)
            try await desk.send(.GET, path, nil, token: .some(nil)).expect(404, "error")
            let later = try await desk.get("/api/contacts/exports/\(id)").expect(200, "export-finished")
            #expect(later["url"] == .null)
            for name in ["99", "-1", "x"] { try await desk.get("/api/contacts/exports/\(name)").expect(404, "error") }
        }
    }
}
