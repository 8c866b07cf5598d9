import Formats
import Foundation
import Testing

/// The value of a secret is in nothing that the program prints or keeps, `--show-data` or not.
@Suite struct SecretPrivacyTests {
    private let shop: Shop
    private static let value = "zq9/T0ken+\"7x\""
    /// As it stands in texts: itself, in JSON, in URLs, in Base64 behind 0, 1 and 2 other bytes.
    private static let forms = [
        value, "zq9/T0ken+\\\"7x\\\"", "zq9%2FT0ken%2B%227x%22", "enE5L1Qwa2VuKyI3e", "6cTkvVDBrZW4rIjd4", "pxOS9UMGtlbisiN3",
    ]

    init() throws {
        shop = try Shop(["ann@example.com": "free"])
        try shop.folder.write("token: '\(Self.value)'\n", to: "shop/secrets.yml")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: shop.folder["shop/secrets.yml"])
        try shop.folder.write("guard: { changes: 100% }\nhttp:\n  hosts: [\"127.0.0.1\"]\n", to: "shop/lunation.yml")
    }

    private static func leak(in text: String) -> String? { forms.first { text.contains($0) } }

    private static let scripts = [
        "print(secret.token)",
        "print('Bearer ' .. secret.TOKEN .. '!')",
        "print(json.encode { token = secret.token })",
        "log.info(secret.token, { token = secret.token, [secret.token] = 1 })",
        "error(secret.token)",
        "error({ message = secret.token })",
        "local ok, e = pcall(error, secret.token) print(e)",
        "local s = secret.token; s()",
        "local s = secret.token; return s.x.y",
        "coroutine.wrap(function() error('in ' .. secret.token) end)()",
        "load('return ' .. secret.token)()",
        "error(select(2, load('x = ' .. secret.token)))",
        "list.get(secret.token)",
        "contact.get('ann@example.com'):add_to(secret.token)",
        "contact.get('ann@example.com').fields[secret.token] = 1",
        "contact.get('ann@example.com').fields.plan = secret.token",
        "contact.get('ann@example.com').fields.plan = 'x' .. json.encode(secret.token)",
        "contact.all():update { plan = secret.token }",
        "contact.all():fire('X', { token = secret.token })",
        "contact.get('ann@example.com'):fire('X', {}, { key = secret.token })",
        "contact.get('ann@example.com'):fire(secret.token)",
        "contact.get('ann@example.com'):unsubscribe(secret.token)",
        "contact.create { email = 'new@example.com', fields = { plan = secret.token } }",
        "import.contacts { { email = 'new@example.com', fields = { plan = secret.token } } }",
        "list.create(secret.token)",
        "field.create { name = secret.token, type = 'text' }",
        "segment.define('S', contact.fields.plan:eq(secret.token))",
        "state.token = { secret.token }",
        "http.get('https://' .. secret.token .. '.example/')",
        "http.get('http://127.0.0.1:9/?t=' .. secret.token)",
        "http.post('http://127.0.0.1:9/?t=' .. secret.token, { headers = { A = 'Bearer ' .. secret.token }, json = { secret.token } })",
        "http.post('http://127.0.0.1:9/', { key = secret.token })",
        "http.post('http://127.0.0.1:9/', { headers = { [secret.token] = 'x' } })",
        "require(secret.token)",
        "import.csv(secret.token)",
        "print(contact.where(contact.fields.plan:eq(secret.token)):explain())",
        "return secret[secret.token]",
        "job { name = secret.token } contact.get('ann@example.com').fields.plan = 'pro'",
        "job { name = secret.token } state.n = 1",
        "while true do local s = secret.token .. 'x' end",
    ]

    /// A message is cut somewhere, and the part of the secret in front of the cut is no whole secret.
    @Test(arguments: [1, 4, 8, 12])
    func noPartOfItStandsInFrontOfACut(bytes: Int) throws {
        let part = String(Self.value.prefix(bytes))
        for length in [8_192, 65_536] {
            let script = "error(('-'):rep(\(length - bytes)) .. secret.token, 0)"
            let outcome = try shop("run", "--eval", script)
            #expect(outcome.status == 1)
            #expect(!outcome.errors.contains("-" + part), "\(length), \(bytes)")
            #expect(try !shop("runs", "--limit", "1", "--json").output.contains("-" + part))
        }
    }

    @Test func noOutputShowsIt() throws {
        for script in Self.scripts {
            for command in ["run", "plan"] {
                let outcome = try shop(command, "--eval", script, "--instructions", "1000000", "--show-data")
                #expect(outcome.status < 6, "\(script): \(outcome)")
                let leak = Self.leak(in: outcome.output + outcome.errors)
                #expect(leak == nil, "\(command) \(script) shows \(leak ?? "")")
            }
        }
        for answer in [try shop("runs", "--limit", "1000", "--json"), try shop("outbox", "--json"), try shop("segments", "--json")] {
            #expect(answer.status == 0 && Self.leak(in: answer.output) == nil, "\(answer)")
        }
        for name in try shop.folder.names("shop") where name.hasPrefix("contacts.db") {
            let bytes = Data(try shop.folder.bytes("shop/" + name))
            for form in Self.forms { #expect(bytes.range(of: Data(form.utf8)) == nil, "\(name) holds \(form)") }
        }
        #expect(try shop("digest").output == Shop(["ann@example.com": "free"])("digest").output, "nothing was written")
    }

    @Test func whatWouldBeWrittenIsRefused() throws {
        let script = "contact.get('ann@example.com').fields.plan = secret.token"
        for arguments in [["run"], ["plan"], ["plan", "--out", "plan.json"]] {
            let outcome = try Program.run(arguments + ["--eval", script, "--workspace", "shop"], in: shop.folder)
            #expect(outcome.status == 1)
            #expect(
                outcome.errors == """
                    error: (command line): what the script wants changed holds the value of a secret; secrets go out with requests alone

                    """)
        }
        #expect(!shop.folder.exists("plan.json"))
    }

    @Test func argumentsAreRecordedWithoutIt() throws {
        let run = try shop("run", "--eval", "print(args.t)", "--set", "t=\(Self.value)")
        #expect(run.errors == "[secret token]\n")
        for name in try shop.folder.names("shop") where name.hasPrefix("contacts.db") {
            #expect(Data(try shop.folder.bytes("shop/" + name)).range(of: Data(Self.value.utf8)) == nil)
        }
    }

    @Test func encodedItIsKnown() throws {
        // Lua's own Base64, as scripts write it.
        let encode = """
            local a = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
            local function base64(s)
              return (s:gsub('..?.?', function(g)
                local x, y, z = g:byte(1, 3)
                local n = x << 16 | (y or 0) << 8 | (z or 0)
                local t = ''
                for i = 0, #g do local k = (n >> (18 - 6 * i) & 63) + 1 t = t .. a:sub(k, k) end
                return t .. ('='):rep(3 - #g)
              end))
            end
            """
        for prefix in ["", "u", "us", "user:"] {
            let run = try shop("run", "--eval", encode + " print('Basic ' .. base64('\(prefix)' .. secret.token))")
            #expect(run.errors.contains("[secret token]") && Self.leak(in: run.errors) == nil, "\(run)")
        }
    }

    @Test func linesAndTestsDoNotShowIt() throws {
        try shop.folder.write("secret.token\nprint(secret.token)\n({ secret.token })\n", to: "lines.lua")
        let repl = try Program.run(["repl", "--workspace", "shop", "--show-data"], in: shop.folder, input: shop.folder["lines.lua"])
        #expect(repl.status == 0 && Self.leak(in: repl.output + repl.errors) == nil, "\(repl)")
        #expect(repl.output.contains("[secret token]"))
        try shop.folder.write("log.info(secret.token) error('x' .. secret.token)", to: "shop/scripts/s.lua")
        try shop.folder.write("test('t', function(t) t.contact 'a@b.example' t.run 's' end)", to: "shop/tests/s_test.lua")
        let arguments = ["test", "--workspace", "shop", "--junit", "j.xml"]
        let environment = ["LUNATION_SECRET_TOKEN": Self.value]
        let tests = try Program.run(arguments, in: shop.folder, environment: environment)
        #expect(tests.status == 1 && Self.leak(in: tests.output + tests.errors) == nil, "\(tests)")
        #expect(Self.leak(in: try shop.folder.text("j.xml")) == nil)
        try shop.folder.write(
            "test('t', function(t) t.equal('\(Self.value.replacing("'", with: "\\'"))', 'x') end)", to: "shop/tests/s_test.lua")
        let literal = try Program.run(arguments, in: shop.folder, environment: environment)
        #expect(literal.status == 1 && Self.leak(in: literal.output + literal.errors) == nil, "\(literal)")
        #expect(Self.leak(in: try shop.folder.text("j.xml")) == nil)
    }

    @Test func aSecretIsLongEnoughToBeKnown() throws {
        let outcome = try shop("run", "--eval", "print(1)", environment: ["LUNATION_SECRET_PIN": "123"])
        #expect(outcome.status == 6)
        #expect(outcome.errors.contains("secret 'pin' is shorter than 4 bytes") && !outcome.errors.contains("123"), "\(outcome)")
    }
}
