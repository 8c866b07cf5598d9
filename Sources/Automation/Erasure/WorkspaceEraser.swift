import ContactStore

/// What an erasure does once it is committed: the workspace's files, and the bytes that the store has no use for any more.
///
/// The store remembers the addresses until this is through; where a crash comes between, the next command that opens the workspace
/// goes through its files.
struct WorkspaceEraser {
    let workspace: Workspace
    let addresses: [String]

    func erase() throws -> ErasureReport {
        let scrubber = AddressScrubber(addresses)
        var report = ErasureReport()
        for (place, count) in try workspace.store.mentions(scrubber) { report.mentioningPlaces[place] = count }
        FileEraser(folder: workspace.path, scrubber: scrubber).erase(&report)
        report.isShredded = report.failedFiles.isEmpty ? try workspace.store.shred(addresses) : false
        return report
    }
}
