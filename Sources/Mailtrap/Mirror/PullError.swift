import Contacts

/// Why a pull ended before its end. What has been downloaded is kept for the next one.
public enum PullError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Another process pulls.
    case busy
    case exportNeverFinished(minutes: Int)
    /// An export of somebody else's did not end.
    case previousExport(minutes: Int)
    case exportFailed
    case linkRefused(status: Int)
    /// A link that leads to a place without encryption, or around in circles.
    case unsafeLink(String)
    case download(String)
    case noEmailColumn(header: [String])
    case changedMeanwhile
    case unwritable(path: String, reason: String)

    public var description: String {
        switch self {
        case .busy: "another process pulls from the account at the moment"
        case .exportNeverFinished(let minutes):
            "the account has not finished an export in \(Self.words(minutes)); nothing was changed: the next pull asks for it again"
        case .previousExport(let minutes):
            "the account has been at another export for \(Self.words(minutes)), and does one at a time; try again when it has finished"
        case .exportFailed: "the account says that its export failed; try again"
        case .linkRefused(let status): "the link of an export was answered with \(status); try again"
        case .unsafeLink(let reason): "the link of an export cannot be followed: \(reason)"
        case .download(let reason): "an export could not be downloaded (\(reason)); the next pull goes on there"
        case .noEmailColumn(let header): "an export has no column of addresses among \(header.joined(separator: ", "))"
        case .changedMeanwhile: "the workspace changed again and again while the account's contacts were taken in; nothing was changed"
        case .unwritable(let path, let reason): "cannot write \(path): \(reason)"
        }
    }

    private static func words(_ minutes: Int) -> String { minutes == 1 ? "a minute" : "\(minutes) minutes" }
}
