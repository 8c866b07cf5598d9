import Contacts

/// How far the start of a run is moved, so that jobs of one instant do not start at once. It hangs on the job's name and the instant
/// alone, and never goes past the next instant.
enum JobJitter {
    static func delay(_ job: JobDefinition, at instant: Timestamp, next: Timestamp?) -> Int64 {
        guard job.jitter > 0 else { return 0 }
        let room = next.map { $0.milliseconds - instant.milliseconds - 1 } ?? job.jitter
        let seed = job.name.utf8.reduce(UInt64(bitPattern: instant.milliseconds) &* 0x9E37_79B9_7F4A_7C15) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        var random = SplitMix64(seed: seed)
        return Int64.random(in: 0...max(0, min(job.jitter, room)), using: &random)
    }
}
