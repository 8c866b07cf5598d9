import ContactStore
import Contacts
import Formats
import Lua

/// The global `http`: reads now, writes once the run is committed.
struct HTTPBindings {
    let context: RunContext

    private static let options = ["headers", "body", "json", "key", "timeout", "max_size"]

    var module: LuaModule {
        let url = LuaParameter("url", "string", "https://… on a host that lunation.yml allows.")
        let reading = LuaParameter("options", "{ headers: table<string, string>?, timeout: string?, max_size: string? }", optional: true)
        let writing = LuaParameter(
            "options", "{ headers: table<string, string>?, body: string?, json: any, key: string? }", optional: true)
        func staged(_ name: String, _ method: String) -> LuaMember {
            .function(
                name,
                doc: "Stages a \(method) request, sent after the commit with an idempotency key; false where its key has been used.",
                parameters: [url, writing], returns: ["boolean"]
            ) { call in
                try stage(call, method)
            }
        }
        return LuaModule(
            name: "http", doc: "Requests to other systems: get answers now, the others are sent once the run is committed.",
            members: [
                .function(
                    "get",
                    doc: "Asks now and waits: the status, the headers by lower-case name and the body as text. Redirections are followed.",
                    parameters: [url, reading], returns: ["{ status: integer, headers: table<string, string>, body: string }"]
                ) { call in
                    try get(call)
                },
                staged("post", "POST"), staged("put", "PUT"), staged("patch", "PATCH"), staged("delete", "DELETE"),
            ])
    }

    private func get(_ call: LuaCall) throws -> Int32 {
        let request = try request(call, "GET")
        var outgoing = WebRequest(
            method: "GET", url: request.url, headers: request.headers, timeout: withinLimit(try timeout(call) ?? .seconds(30)),
            reach: context.allowedHosts)
        outgoing.longestAnswer = try largestAnswer(call) ?? WebRequest.usualAnswer
        let secrets = context.secrets
        let answer: WebResponse
        do {
            answer = try RedirectFollower(context.web, quote: call.quoted).send(outgoing)
        } catch let error as WebError {
            // What a script was told, its replay is told again.
            try context.snapshot.note(
                Exchange(url: secrets.redacted(request.url), status: 0, body: secrets.stored(error.description)))
            throw call.usage("GET \(Self.place(request.url, call)): \(error)")
        }
        try context.snapshot.note(
            Exchange(
                url: secrets.redacted(request.url), status: answer.status,
                headers: answer.headers.map { OutboxRequest.Header($0.name, secrets.stored($0.value)) }, body: secrets.stored(answer.body)))
        let headers = Dictionary(answer.headers.map { ($0.name, $0.value) }, uniquingKeysWith: { "\($0), \($1)" })
        call.push(
            .table(
                LuaTable(fields: [
                    ("body", .string(answer.body)),
                    ("headers", .table(LuaTable(fields: headers.sorted { $0.key < $1.key }.map { ($0, .string($1)) }))),
                    ("status", .integer(Int64(answer.status))),
                ])))
        return 1
    }

    /// A URL as messages show it: in full where the script says it so, else its host, since paths and queries may name contacts.
    private static func place(_ url: String, _ call: LuaCall) -> String {
        if call.says(url) { return url }
        let parts = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        return parts.prefix(3).joined(separator: "/") + "/…"
    }

    private func stage(_ call: LuaCall, _ method: String) throws -> Int32 {
        var request = try request(call, method)
        request.url = context.secrets.stored(request.url)
        request.headers = request.headers.map { OutboxRequest.Header($0.name, context.secrets.stored($0.value)) }
        request.body = request.body.map { context.secrets.stored($0) }
        call.push(try context.snapshot.stage(request))
        return 1
    }

    private func request(_ call: LuaCall, _ method: String) throws -> OutboxRequest {
        let url = try call.string(1)
        if let problem = context.allowedHosts.problem(url, quote: call.quoted) { throw call.usage(problem) }
        var request = OutboxRequest(method: method, url: url, key: "")
        for (name, value) in try call.optionalTable(2)?.fields ?? [] {
            switch (name, value) {
            case ("headers", .table(let headers)):
                for (name, value) in headers.fields {
                    guard case .string(let text) = value, Self.isHeader(name, text) else {
                        throw call.usage("header \(call.quoted(name)) is no text of one line")
                    }
                    if Self.ownHeaders.contains(name.lowercased()) {
                        throw call.usage("header \(call.quoted(name)) is the program's to set; the key of a request is its option key")
                    }
                    request.headers.append(OutboxRequest.Header(name, text))
                }
            case ("body", .string(let body)) where method != "GET": request.body = body
            case ("json", let value) where method != "GET":
                request.body = try JSONValue(value, call).compact(sortsKeys: true)
                request.headers.append(OutboxRequest.Header("Content-Type", "application/json"))
            case ("key", .string(let key)) where context.secrets.redacted(key) != key:
                throw call.usage("a request's key is stored and cannot hold a secret")
            case ("key", .string(let key)) where method != "GET" && !key.isEmpty && key.count <= 255: request.key = key
            case ("timeout", .string) where method == "GET", ("max_size", .string) where method == "GET": continue
            default:
                guard !Self.options.contains(name) else {
                    let isOfOther = (method == "GET" ? ["body", "json", "key"] : ["timeout", "max_size"]).contains(name)
                    throw call.usage(
                        isOfOther
                            ? "a \(method) request takes no \(call.quoted(name))"
                            : "option \(call.quoted(name)) cannot be a \(value.typeName)")
                }
                throw call.usage("no option \(call.quoted(name))\(Suggestion.phrase(for: name, in: Self.options))")
            }
        }
        if method != "GET", request.key.isEmpty {
            request.key = context.ids.next(milliseconds: context.clock.now.milliseconds, random: &context.random).description
        }
        return request
    }

    /// No longer than the script itself may take, whose own limit ends it then.
    private func withinLimit(_ wanted: Duration) -> Duration {
        context.timeLeft().map { min(wanted, $0 + .milliseconds(1)) } ?? wanted
    }

    private func timeout(_ call: LuaCall) throws -> Duration? {
        guard case .string(let text)? = try call.optionalTable(2)?["timeout"] else { return nil }
        guard let milliseconds = Span(text)?.exactMilliseconds, milliseconds > 0 else {
            throw call.usage("\(call.quoted(text)) is no time such as 10s or 1m")
        }
        guard Duration.milliseconds(milliseconds) <= Self.longestWait else { throw call.usage("a request waits no longer than 5m") }
        return .milliseconds(milliseconds)
    }

    private func largestAnswer(_ call: LuaCall) throws -> Int? {
        guard case .string(let text)? = try call.optionalTable(2)?["max_size"] else { return nil }
        guard let size = ByteSize(text) else { throw call.usage("\(call.quoted(text)) is no size such as 64KB or 16MB") }
        guard size.bytes <= Self.largestAnswer else { throw call.usage("an answer is no longer than 64MB") }
        return size.bytes
    }

    /// What frames a request, or leads it to another site of the same address, is not the script's to say.
    private static let ownHeaders: Set = [
        "connection", "content-length", "expect", "host", "idempotency-key", "keep-alive", "proxy-authorization", "proxy-connection", "te",
        "trailer", "transfer-encoding", "upgrade",
    ]

    private static let longestWait: Duration = .seconds(300)
    private static let largestAnswer = 64 << 20

    /// Source: RFC 9110, section 5.1 (a name is a token) and 5.5 (a value has no line ends).
    private static func isHeader(_ name: String, _ value: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || "!#$%&'*+-.^_`|~".utf8.contains($0)
            }
            && !value.utf8.contains { $0 < 32 && $0 != 9 || $0 == 127 }
    }
}
