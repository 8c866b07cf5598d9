public import Contacts

/// What a workspace's `lunation.yml` says.
public struct WorkspaceConfiguration: Sendable {
    /// Which day "today" is.
    public var zone = Zone.utc
    /// Limits for runs whose script or command sets none of its own.
    public var changeGuard = ChangeGuard([.changes: .percent(5), .deletes: .percent(1), .unsubscribes: .percent(1)])
    /// How long a script may compute.
    public var timeout = Span(10, .minute)
    /// How much memory a script may use, in bytes.
    public var memory = 256 << 20
    /// How much a script may print and log, in bytes; what goes beyond is not shown.
    public var output = 16 << 20

    /// The hosts that scripts may reach over HTTP.
    public var allowedHosts = AllowedHosts()
    /// How the scheduler works.
    public var scheduler = SchedulerConfiguration()
    /// Who is told of failures.
    public var notify = NotifyConfiguration()
    /// How long what runs leave behind is kept.
    public var retention = RetentionConfiguration()
    /// How the Contacts API is served.
    public var server = ServerConfiguration()

    public init() {}

    /// The file that `lunation init` writes.
    static let template = """
        # Lunation workspace. Every setting is optional; these are the defaults.

        # Which day "today" is: an IANA time zone.
        timezone: UTC

        # A run past any of these is refused whole, before anything is written. Numbers or shares of all contacts.
        # A script's job { guard = {...} } and the command's --guard take precedence.
        guard:
          changes: 5%
          deletes: 1%
          unsubscribes: 1%

        # What one script may use.
        limits:
          timeout: 10m
          memory: 256MB
          output: 16MB

        # The hosts that scripts may reach: api.example.com, api.example.com:8443, *.example.com. None unless they are named.
        # A name that leads to an address of this machine or of a private network is refused unless private: names that address.
        http:
          hosts: []
          # private: [127.0.0.1, 10.0.0.0/8]

        # lunation serve: how long a stop waits for runs, and when a scheduler that is gone counts as gone. What has a # in front
        # has no default: as many workers as processors.
        scheduler:
          # workers: 2
          drain: 30s
          lease: 5s
          # ping: https://hc-ping.com/UUID
          ping_every: 1m
          # metrics_file: metrics.prom

        # lunation serve --listen: the Contacts API for others, see docs/server.md. Limits are Mailtrap's, or off.
        # server:
        #   listen: 127.0.0.1:8080
        #   rate_limits:
        #     token: 150/10s
        #     account: 200/60s
        #     suppressions: 10/60s

        # Who is told of failed jobs; the secret of that name in secrets.yml signs what is sent.
        # notify:
        #   webhook: https://example.com/hook
        #   secret: webhook

        # How long runs that are done and their logs are kept.
        retention:
          runs: 400d
          logs: 30d

        """
}
