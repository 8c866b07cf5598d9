/// A list or a field, by its id here.
public enum DeliveryTarget: Hashable, Sendable {
    case list(Int64)
    case field(Int64)

    var stored: (step: DeliveryStep, id: Int64) {
        switch self {
        case .list(let id): (.list, id)
        case .field(let id): (.field, id)
        }
    }
}
