/// Why an account's contacts are not taken in.
public enum MirrorError: Error, Hashable, Sendable, CustomStringConvertible {
    /// So many contacts are gone from the account that the export is doubted.
    case tooManyGone(count: Int, mirrored: Int, limit: String)
    /// The workspace mirrors another account by now, or none.
    case parted

    public var description: String {
        switch self {
        case .tooManyGone(let count, let mirrored, let limit):
            "\(count) of \(mirrored) mirrored contacts are gone from the account, more than \(limit); nothing was changed: "
                + "if that is right, pull with --max-deletes 100%"
        case .parted: "the workspace was parted from the account meanwhile; nothing was changed"
        }
    }
}
