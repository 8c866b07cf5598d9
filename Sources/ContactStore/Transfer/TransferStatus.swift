/// How far an import or export is, in the words of the Contacts API.
public enum TransferStatus: String, Sendable, CaseIterable {
    /// It is known and nothing of it is done.
    case created
    /// It has not come to its end; an import can be resumed.
    case started
    case finished
    /// It ended before its end; of an import, what was committed before stays until it is undone.
    case failed
}

extension RunRecord {
    /// The status of an import or export; nil of any other run.
    public var transferStatus: TransferStatus? {
        switch (kind, status) {
        case (.importContacts, .committed), (.importEvents, .committed), (.export, .committed): .finished
        case (.importContacts, .started), (.importEvents, .started), (.export, .started): .started
        case (.importContacts, _), (.importEvents, _), (.export, _): .failed
        default: nil
        }
    }

    /// The status as it is shown: of imports and exports in the words of the Contacts API.
    public var statusWord: String { transferStatus?.rawValue ?? status.rawValue }
}
