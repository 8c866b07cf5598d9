/// Where a row of the delivery queue finds its values. The raw values are stored: add, never renumber.
enum DeliverySource: Int64 {
    /// What the run's journal says came after.
    case journal = 0
    /// The whole contact as it was created, of which the journal notes the creation alone.
    case creation = 1
    /// What the run's journal says was changed, as it is by now.
    case current = 2
    /// The whole contact as it is by now.
    case whole = 3
    /// An erased contact, of whom the address is all that is left, until its deletion is delivered.
    case erased = 4
}
