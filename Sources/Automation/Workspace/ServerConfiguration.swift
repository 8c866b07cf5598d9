public import ContactStore
public import Contacts

/// What the section `server` of a workspace's `lunation.yml` says: how `lunation serve` answers HTTP requests.
public struct ServerConfiguration: Hashable, Sendable {
    /// Where it listens, such as `127.0.0.1:8080`; nil is nowhere.
    public var listen: String?
    /// A PEM file with the certificate and those that sign it, in the workspace where it is no absolute path.
    public var tlsCertificate: String?
    /// A PEM file with the certificate's private key.
    public var tlsKey: String?
    /// Whether a proxy in front of it does TLS, so that it may listen beyond the machine without.
    public var isBehindProxy = false
    /// What links begin with where a proxy hides it, such as `https://crm.example.com`; nil is what a request says.
    public var url: String?
    /// The account's id in the paths of the API.
    public var account: Int64 = 1
    /// How many requests each may send; nil is as many as they like.
    public var limits: Limits? = Limits()
    /// What becomes of `unsubscribed: false` of a request for somebody who has unsubscribed.
    public var resubscribing = DirectOptions.Resubscribing.refuse
    /// How long a request's body may be, in bytes; those of imports have a limit of their own.
    public var bodyLimit = 1 << 20
    /// How long an import's body may be, in bytes.
    public var importLimit = 64 << 20
    /// How many connections there may be at once.
    public var connections = 512
    /// How long a connection may be idle, and how long a request or an answer may stand still.
    public var timeout = Span(30, .second)
    /// Which requests are logged.
    public var log = RequestLog.all
    /// The name of the secret that signs Mailtrap's webhooks.
    public var webhookSecret = "mailtrap_webhook"

    /// Which requests a log tells of.
    public enum RequestLog: String, Hashable, Sendable, CaseIterable {
        case all
        /// Those that were refused or failed.
        case errors
        case off
    }

    /// How many requests are let through in which time: those of Mailtrap where nothing else is said.
    public struct Limits: Hashable, Sendable {
        /// For each token, over everything.
        public var token: RequestRate? = RequestRate(count: 150, seconds: 10)
        /// For the account, over contacts, lists, fields, imports, exports and events.
        public var account: RequestRate? = RequestRate(count: 200, seconds: 60)
        /// For the account, over suppressions.
        public var suppressions: RequestRate? = RequestRate(count: 10, seconds: 60)

        public init() {}
    }

    public init() {}

    /// A path of this section, seen from a workspace's folder.
    public static func path(_ path: String, in folder: String) -> String { path.hasPrefix("/") ? path : folder + "/" + path }
}
