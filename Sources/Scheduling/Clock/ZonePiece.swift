/// A stretch of time through which a zone's clocks go evenly. Instants are seconds since 1970-01-01T00:00Z, offsets seconds
/// east of UTC.
struct ZonePiece {
    let start: Int
    let end: Int
    let offset: Int
    /// The offsets on the other sides of the start and of the end; the same where a piece is cut off without a change.
    let offsetBefore: Int
    let offsetAfter: Int

    /// How far the clocks were put forward at the start.
    var gap: Int { offset - offsetBefore }
    /// How far they are put back at the end.
    var overlap: Int { offset - offsetAfter }
}
