import Contacts
import Formats

/// One value that a job remembers, as journals keep it: a JSON object of job, key and value, the value as JSON text.
struct StateEntry: Hashable {
    let job: String
    let key: String
    let value: String

    init(job: String, key: String, value: String) {
        self.job = job
        self.key = key
        self.value = value
    }

    init?(_ text: String) {
        guard let json = try? JSONValue(parsing: text), let job = json["job"]?.stringValue, let key = json["key"]?.stringValue,
            let value = json["value"]?.stringValue
        else { return nil }
        self.init(job: job, key: key, value: value)
    }

    var text: String {
        (try? JSONValue.object(["job": .string(job), "key": .string(key), "value": .string(value)]).compact()) ?? "{}"
    }

    /// The number that stands for a job's key in the store and in journals.
    ///
    /// Source: FNV-1a, 64 bits, over job, a zero byte and key; the sign is dropped.
    static func number(job: String, key: String) -> Int64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in Array(job.utf8) + [0] + Array(key.utf8) {
            hash ^= UInt64(byte)
            hash &*= 0x0000_0100_0000_01b3
        }
        return Int64(hash & 0x7fff_ffff_ffff_ffff)
    }
}
