import Automation
import Scheduler
import Service
import Testing

/// Where a server listens, and when it must not.
@Suite struct ServerOptionsTests {
    @Test(arguments: [
        ("8080", "127.0.0.1:8080", true), ("127.0.0.1:0", "127.0.0.1:0", true), ("localhost:8080", "localhost:8080", true),
        ("[::1]:8080", "[::1]:8080", true), ("127.1.2.3:80", "127.1.2.3:80", true), ("0.0.0.0:80", "0.0.0.0:80", false),
        ("*:80", "0.0.0.0:80", false), ("[::]:80", "[::]:80", false), ("crm.example.com:443", "crm.example.com:443", false),
        ("127.0.0.1.evil.example:80", "127.0.0.1.evil.example:80", false),
    ])
    func addresses(_ text: String, _ description: String, _ isLoopback: Bool) throws {
        let address = try #require(ListenAddress(text))
        #expect(address.description == description && address.isLoopback == isLoopback)
    }

    @Test(arguments: ["", ":80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:70000", "::1:80", "[127.0.0.1]:80", "a b:80", "-1"])
    func noAddresses(_ text: String) { #expect(ListenAddress(text) == nil) }

    private func failure(
        _ settings: String = "", listen: String? = nil, certificate: String? = nil, isBehindProxy: Bool = false
    ) throws -> String? {
        let folder = try ScratchFolder()
        _ = try Workspace.create(at: folder["shop"])
        try folder.write(settings, to: "shop/lunation.yml")
        do {
            let options = try ServerOptions(
                try Workspace.open(at: folder["shop"]), listen: listen, certificate: certificate, isBehindProxy: isBehindProxy)
            return options?.address.description
        } catch {
            return "\(error)"
        }
    }

    @Test func beyondTheMachineItWantsTLS() throws {
        let refusal =
            "0.0.0.0:80 can be reached from other machines, and tokens would travel in the clear; give --tls-certificate and --tls-key,"
            + " or --behind-proxy where a proxy does TLS"
        #expect(try failure(listen: "0.0.0.0:80") == refusal)
        #expect(try failure("server:\n  listen: 0.0.0.0:80\n") == refusal)
        #expect(try failure("server:\n  listen: 0.0.0.0:80\n  behind_proxy: true\n") == "0.0.0.0:80")
        #expect(try failure(listen: "0.0.0.0:80", isBehindProxy: true) == "0.0.0.0:80")
        let tls = "server:\n  listen: 0.0.0.0:443\n  tls_certificate: cert.pem\n  tls_key: key.pem\n"
        #expect(try failure(tls) == "0.0.0.0:443")
        #expect(
            try failure(listen: "80", certificate: "x.pem") == "TLS needs both a certificate and its key: --tls-certificate and --tls-key")
        #expect(try failure(listen: "x") == "'x' is not an address to listen on; write one such as 127.0.0.1:8080 or [::1]:8080")
        #expect(try failure() == nil)
        #expect(try failure("server:\n  listen: 127.0.0.1:8080\n", listen: "9090") == "127.0.0.1:9090")
    }

    @Test func twoCannotListenAtOnePlace() async throws {
        try await Desk.serve { desk in
            let folder = try ScratchFolder()
            let workspace = try Workspace.create(at: folder["other"])
            let options = try #require(try ServerOptions(workspace, listen: "127.0.0.1:\(desk.port)"))
            let server = try ContactsServer(workspace: workspace, options: options, registry: .init(), log: desk.log.logger)
            let error = await #expect(throws: ServerError.self) { try await server.start() }
            #expect(error?.description == "cannot listen on 127.0.0.1:\(desk.port): Address already in use")
        }
    }
}
