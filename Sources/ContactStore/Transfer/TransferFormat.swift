/// The kinds of files that contacts are taken from and written to.
public enum TransferFormat: String, Sendable, CaseIterable, Codable {
    case csv
    case jsonl

    /// What a file's name says: JSON Lines where it ends in `.jsonl` or `.ndjson`, before any `.gz`; CSV where it says nothing.
    public init(path: String) {
        let name = path.lowercased()
        let plain = name.hasSuffix(".gz") ? name.dropLast(3) : name[...]
        self = plain.hasSuffix(".jsonl") || plain.hasSuffix(".ndjson") ? .jsonl : .csv
    }
}
