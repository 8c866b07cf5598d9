import Scheduler
import Testing

@Suite struct SchedulerErrorTests {
    @Test func itSaysWhoHasTheWorkspace() {
        #expect(SchedulerError.superseded.description == "another scheduler has taken this workspace over")
    }
}
