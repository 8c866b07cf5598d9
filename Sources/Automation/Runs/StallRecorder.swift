import ContactStore
import Contacts
import Dispatch

/// Leaves a record of a run whose script has stopped answering, before the program ends itself.
struct StallRecorder: Sendable {
    let store: ContactStore
    let draft: RunDraft
    let clock: LogicalClock

    /// What keeps the script stuck may keep the store from answering too: the end of the program does not wait for it longer.
    private static let longestWait: DispatchTimeInterval = .seconds(2)

    func record(_ stalled: StalledScript) {
        let isRecorded = DispatchSemaphore(value: 0)
        DispatchQueue.global().async {
            let summary = ArgumentCoding.text(["error": stalled.description])
            _ = try? store.record(draft, status: .failed, summary: summary, clock: clock, finishedAt: SystemClock.now)
            isRecorded.signal()
        }
        _ = isRecorded.wait(timeout: .now() + Self.longestWait)
    }
}
