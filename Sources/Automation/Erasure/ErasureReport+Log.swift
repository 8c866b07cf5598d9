import Contacts

extension ErasureReport {
    /// The report as log lines: what was done, and what is left to the user.
    var entries: [LogEntry] {
        func entry(_ level: LogEntry.Level, _ message: String) -> LogEntry {
            LogEntry(level: level, message: message, fields: [:], script: nil, line: nil)
        }
        var entries = cleaned.sorted { $0.key < $1.key }.map { path, count in
            entry(.info, "erased: \(count) row\(count == 1 ? "" : "s") of \(path) removed")
        }
        entries += removedPlans.map { entry(.info, "erased: the saved plan \($0) removed, which speaks of an erased contact") }
        entries += mentioningFiles.map { entry(.warning, "an erased address still stands in \($0), which is yours to change") }
        entries += mentioningPlaces.sorted { $0.key < $1.key }.map { place, count in
            entry(.warning, "an erased address still stands in \(place) of others (\(count)); a script can clear them")
        }
        entries += failedFiles.map {
            entry(.warning, "\($0) could not be searched for the erased address; the next command tries again")
        }
        if !isShredded, failedFiles.isEmpty {
            entries.append(
                entry(
                    .warning,
                    "another process is reading the store: the erased contacts are gone, and their bytes go with the next command that uses it"
                ))
        }
        return entries
    }
}
