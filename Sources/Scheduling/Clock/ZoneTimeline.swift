import Contacts
import Synchronization

/// When a zone's clocks change, found once and kept: a look-up then costs a lock and a few comparisons.
///
/// A zone tells its offset at an instant and no more. So time is cut into chunks of about a year, and a chunk that is asked
/// for is probed.
final class ZoneTimeline: Sendable {
    private let zone: Zone
    private let chunks = Mutex<[Int: [ZonePiece]]>([:])

    /// 388 days; about a year, and a shift.
    private static let chunkBits = 25
    /// Three days. No zone of tzdata has kept an offset for less than three and a half days since 1900.
    private static let probe = 1 << 18

    private init(zone: Zone) {
        self.zone = zone
    }

    private static let known = Mutex<[String: ZoneTimeline]>([:])

    /// The one of a zone.
    static func of(_ zone: Zone) -> ZoneTimeline {
        known.withLock { known in
            if let timeline = known[zone.name] { return timeline }
            let timeline = ZoneTimeline(zone: zone)
            known[zone.name] = timeline
            return timeline
        }
    }

    /// The piece that an instant lies in. It reaches to the next change, or at least a probe beyond the instant and before it.
    func piece(at instant: Int) -> ZonePiece {
        let chunk = instant >> Self.chunkBits
        return chunks.withLock { chunks in
            let pieces: [ZonePiece]
            if let kept = chunks[chunk] {
                pieces = kept
            } else {
                pieces = self.pieces(of: chunk)
                chunks[chunk] = pieces
            }
            for piece in pieces where instant < piece.end { return piece }
            return pieces[pieces.count - 1]
        }
    }

    private func offset(_ instant: Int) -> Int { Int(zone.offset(at: Timestamp(milliseconds: Int64(instant) * 1_000))) / 1_000 }

    /// The pieces of a chunk and of a probe's length around it, so that what stands close to the chunk's ends knows its changes.
    private func pieces(of chunk: Int) -> [ZonePiece] {
        let first = chunk << Self.chunkBits - Self.probe
        let last = (chunk + 1) << Self.chunkBits + Self.probe
        var offsets = [offset(first)]
        var starts = [first]
        for instant in stride(from: first + Self.probe, through: last, by: Self.probe) {
            let offset = offset(instant)
            guard offset != offsets[offsets.count - 1] else { continue }
            starts.append(change(after: instant - Self.probe, through: instant))
            offsets.append(offset)
        }
        return starts.indices.map { index in
            let isLast = index == starts.count - 1
            return ZonePiece(
                start: starts[index], end: isLast ? last : starts[index + 1], offset: offsets[index],
                offsetBefore: offsets[max(index - 1, 0)], offsetAfter: offsets[isLast ? index : index + 1])
        }
    }

    /// The first second of another offset than that of `low`, which `high` has.
    private func change(after low: Int, through high: Int) -> Int {
        let before = offset(low)
        var (low, high) = (low, high)
        while high - low > 1 {
            let middle = (low + high) / 2
            if offset(middle) == before { low = middle } else { high = middle }
        }
        return high
    }
}
