import HTTPTypes

/// What a path names.
enum Route: Int, CaseIterable {
    case accounts
    case contacts
    case contact
    case contactEvents
    case lists
    case list
    case fields
    case field
    case imports
    case importJob
    case exports
    case exportJob
    case exportFile
    case suppressions
    case suppression
    case webhook
    case health
    case readiness
    case metrics
    /// Nothing.
    case unknown

    /// The path with its variable parts left out: for logs and metrics, which must not hold an address.
    var pattern: String {
        switch self {
        case .accounts: "/api/accounts"
        case .contacts: "/api/contacts"
        case .contact: "/api/contacts/{contact}"
        case .contactEvents: "/api/contacts/{contact}/events"
        case .lists: "/api/contacts/lists"
        case .list: "/api/contacts/lists/{id}"
        case .fields: "/api/contacts/fields"
        case .field: "/api/contacts/fields/{id}"
        case .imports: "/api/contacts/imports"
        case .importJob: "/api/contacts/imports/{id}"
        case .exports: "/api/contacts/exports"
        case .exportJob: "/api/contacts/exports/{id}"
        case .exportFile: "/exports/{id}/{file}"
        case .suppressions: "/api/suppressions"
        case .suppression: "/api/suppressions/{id}"
        case .webhook: "/webhooks/mailtrap"
        case .health: "/healthz"
        case .readiness: "/readyz"
        case .metrics: "/metrics"
        case .unknown: "unknown"
        }
    }

    var methods: [HTTPRequest.Method] {
        switch self {
        case .accounts, .importJob, .exportJob, .exportFile, .health, .readiness, .metrics: [.get]
        case .contacts, .contactEvents, .imports, .exports, .webhook: [.post]
        case .contact: [.get, .patch, .put, .delete]
        case .lists, .fields, .suppressions: [.get, .post]
        case .list, .field: [.get, .patch, .put, .delete]
        case .suppression: [.delete]
        case .unknown: []
        }
    }

    /// Whether it is of the API, which needs a token.
    var isOfAPI: Bool {
        switch self {
        case .exportFile, .webhook, .health, .readiness, .metrics, .unknown: false
        default: true
        }
    }
}
