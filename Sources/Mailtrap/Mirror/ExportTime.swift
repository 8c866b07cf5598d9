import Contacts

/// Reads the times of exports: ISO 8601, the same with ` UTC` behind it, or Unix milliseconds or seconds.
enum ExportTime {
    static func read(_ bytes: UnsafeRawBufferPointer) -> Timestamp? {
        if bytes.isEmpty { return nil }
        if let time = Timestamp(bytes: bytes) { return time }
        var text = Substring(String(decoding: bytes, as: UTF8.self))
        if text.hasSuffix(" UTC") { text = text.dropLast(4) }
        if let time = Timestamp(text) { return time }
        guard let number = Int64(text), number > 0 else { return nil }
        let time = Timestamp(milliseconds: number < 100_000_000_000 ? number * 1_000 : number)
        return Timestamp.range.contains(time) ? time : nil
    }
}
