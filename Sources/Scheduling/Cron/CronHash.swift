/// The number that `H` stands for: a hash of the job's name, the same in every process, on every machine, in every release.
///
/// FNV-1a over the name's UTF-8 bytes and one byte for the field, so that a job's minute says nothing of its hour, and the
/// finalizer of MurmurHash3 over that, so that names which differ in one letter lie far apart.
struct CronHash {
    private let state: UInt64

    init(job: String) {
        var state: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in job.utf8 { state = Self.step(state, byte) }
        self.state = state
    }

    /// A number from 0 up to, and without, a count.
    func value(of field: CronField, below count: Int) -> Int {
        // No UTF-8 text holds this byte, so it ends the name.
        var hash = Self.step(Self.step(state, 0xFF), UInt8(field.rawValue))
        hash = (hash ^ hash >> 33) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ hash >> 33) &* 0xc4ce_b9fe_1a85_ec53
        hash ^= hash >> 33
        return Int(hash % UInt64(count))
    }

    private static func step(_ state: UInt64, _ byte: UInt8) -> UInt64 { (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
}
