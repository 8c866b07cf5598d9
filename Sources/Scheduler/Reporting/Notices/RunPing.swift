import Crypto

/// A check of the healthchecks.io protocol that watches a job, and the run that is told to it.
struct RunPing: Hashable, Sendable {
    let url: String
    let job: String
    /// What a start and its end have in common: a UUID.
    let rid: String

    /// The identifier hangs on workspace and run alone: a scheduler that was restarted meanwhile ends what another has started.
    init(url: String, job: String, run: Int64, workspace: String) {
        self.url = url
        self.job = job
        rid = Self.uuid(Array(SHA256.hash(data: Array("\(workspace)\n\(run)".utf8)).prefix(16)))
    }

    /// Version 8, whose bits are the application's own. Source: RFC 9562, section 5.8.
    private static func uuid(_ bytes: [UInt8]) -> String {
        var bytes = bytes
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return text
    }
}
