import AsyncHTTPClient
import Formats
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Service
import Testing

/// TLS by a certificate and its key.
@Suite struct TLSTests {
    @Test func requestsAreEncrypted() async throws {
        let folder = try ScratchFolder()
        let files = try TestCertificate.write(to: folder)
        try await Desk.serve(tls: files) { desk in
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(files.certificate))
            let client = HTTPClient(
                eventLoopGroup: .singletonMultiThreadedEventLoopGroup, configuration: HTTPClient.Configuration(tlsConfiguration: tls))
            var request = HTTPClientRequest(url: "https://localhost:\(desk.port)/api/accounts")
            request.headers.add(name: "Authorization", value: "Bearer \(desk.token)")
            let response = try await client.execute(request, timeout: .seconds(60))
            #expect(response.status == .ok)
            // In the clear nobody is answered.
            request.url = "http://localhost:\(desk.port)/api/accounts"
            let clear = try? await client.execute(request, timeout: .seconds(60))
            #expect(clear == nil)
            try await client.shutdown()
            #expect(desk.log.lines.contains("info serving the Contacts API at https://127.0.0.1:\(desk.port)"))
        }
    }

    @Test func whatIsNoCertificateIsTold() async throws {
        let folder = try ScratchFolder()
        let files = try TestCertificate.write(to: folder)
        try folder.write("nothing\n", to: "empty.pem")
        try folder.write(TestCertificate.otherKey + "\n", to: "other.pem")
        func failure(_ certificate: String, _ key: String) async -> String {
            do {
                try await Desk.serve(tls: (certificate, key)) { _ in }
                return "none"
            } catch {
                return "\(error)".replacing(folder.path, with: "")
            }
        }
        #expect(await failure(folder["none.pem"], files.key) == "/none.pem cannot be used for TLS: No such file or directory")
        #expect(await failure(folder["empty.pem"], files.key) == "/empty.pem cannot be used for TLS: no certificate in PEM")
        #expect(await failure(files.certificate, folder["empty.pem"]) == "/empty.pem cannot be used for TLS: no private key in PEM")
        #expect(
            await failure(files.certificate, folder["other.pem"]) == "/other.pem cannot be used for TLS: the key is not that of /cert.pem")
    }
}
