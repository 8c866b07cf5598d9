/// What a PATCH of a contact came to: it makes one where there is none.
public enum UpdateAction: String, Sendable {
    case created
    case updated
}
