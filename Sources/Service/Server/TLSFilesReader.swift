import Glibc
import NIOSSL

/// A certificate and its key from PEM files.
struct TLSFilesReader {
    private let files: ServerOptions.TLSFiles

    init(_ files: ServerOptions.TLSFiles) {
        self.files = files
    }

    func configuration() throws(ServerError) -> TLSConfiguration {
        let chain: [NIOSSLCertificate]
        do {
            chain = try NIOSSLCertificate.fromPEMFile(files.certificate)
        } catch {
            throw .badCertificate(path: files.certificate, reason: Self.reason(files.certificate, "no certificate in PEM"))
        }
        guard !chain.isEmpty else { throw .badCertificate(path: files.certificate, reason: "no certificate in PEM") }
        let key: NIOSSLPrivateKey
        do {
            key = try NIOSSLPrivateKey(file: files.key, format: .pem)
        } catch {
            throw .badCertificate(path: files.key, reason: Self.reason(files.key, "no private key in PEM"))
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        do {
            _ = try NIOSSLContext(configuration: configuration)
        } catch {
            throw .badCertificate(path: files.key, reason: "the key is not that of \(files.certificate)")
        }
        return configuration
    }

    /// Whether it is the file or what is in it.
    private static func reason(_ path: String, _ flaw: String) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return String(cString: strerror(errno)) }
        close(file)
        return flaw
    }
}
