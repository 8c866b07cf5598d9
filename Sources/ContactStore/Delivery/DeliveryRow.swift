/// A row of the delivery queue as plans need it.
struct DeliveryRow {
    let id: Int64
    let contact: Int64
    let step: DeliveryStep
    let target: Int64
    let isAtMostOnce: Bool
    let attempts: Int
}
