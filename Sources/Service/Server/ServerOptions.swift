public import Automation

/// How a workspace's API is served: what the settings say, and what the command line says instead.
public struct ServerOptions: Sendable {
    public var address: ListenAddress
    /// The paths of the certificate and of its key.
    public var tls: TLSFiles?
    public var isBehindProxy: Bool
    public var settings: Automation.ServerConfiguration

    /// PEM files.
    public struct TLSFiles: Hashable, Sendable {
        public let certificate: String
        public let key: String

        public init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }

    /// What the settings say; nil where neither they nor the command line name an address.
    ///
    /// - Parameters:
    ///   - certificate: a path that the command line gives, and so is not seen from the workspace.
    public init?(
        _ workspace: Workspace, listen: String? = nil, certificate: String? = nil, key: String? = nil, isBehindProxy: Bool = false
    ) throws(ServerError) {
        let settings = workspace.configuration.server
        guard let text = listen ?? settings.listen else { return nil }
        guard let address = ListenAddress(text) else { throw .badAddress(text) }
        self.address = address
        self.settings = settings
        self.isBehindProxy = isBehindProxy || settings.isBehindProxy
        let inWorkspace = { Automation.ServerConfiguration.path($0, in: workspace.path) }
        switch (certificate ?? settings.tlsCertificate.map(inWorkspace), key ?? settings.tlsKey.map(inWorkspace)) {
        case (let certificate?, let key?): tls = TLSFiles(certificate: certificate, key: key)
        case (nil, nil): tls = nil
        default: throw .incompleteTLS
        }
        guard address.isLoopback || tls != nil || self.isBehindProxy else { throw .unprotected(address: address.description) }
    }
}
