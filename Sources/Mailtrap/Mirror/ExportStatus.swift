import Contacts
import Formats

/// Reads consent from a row of an export.
struct ExportStatus {
    private let index: Int
    /// Whether yes is consent, where the column asks a question.
    private let isYes: Bool?

    /// Nil where no column speaks of it.
    init?(_ header: ExportHeader) {
        if let index = header.index(of: .status) {
            (self.index, isYes) = (index, nil)
        } else if let index = header.index(of: .consent(true)) {
            (self.index, isYes) = (index, true)
        } else if let index = header.index(of: .consent(false)) {
            (self.index, isYes) = (index, false)
        } else {
            return nil
        }
    }

    /// Nil for a word that is not known.
    func read(_ reader: CSVReader) -> SubscriptionStatus? {
        guard index < reader.count else { return nil }
        let word = String(decoding: reader[index], as: UTF8.self).lowercased()
        if let isYes, let flag = Value(word, as: .boolean) {
            return (flag == .boolean(true)) == isYes ? .subscribed : .unsubscribed
        }
        return SubscriptionStatus(rawValue: word)
    }
}
