/// A list or a field, by its id here.
public enum DeliveryTarget: Hashable, Sendable {
    case list(Int64)
    case field(Int64)
}
