import Contacts
import Testing

struct ChangeGuardTests {
    private func summary(base: Int, changed: Int) -> ChangeSummary {
        ChangeSummary(base: base, changed: changed, onlyFiredAt: 0, groups: [], events: [], alreadyFired: 0)
    }

    @Test func limitsAreRead() {
        #expect(ChangeGuard.Limit("5%") == .percent(5))
        #expect(ChangeGuard.Limit("0.5 %") == .percent(0.5))
        #expect(ChangeGuard.Limit("100") == .count(100))
        for bad in ["", "%", "-1", "101%", "five", "5 percent"] { #expect(ChangeGuard.Limit(bad) == nil, "\(bad)") }
    }

    @Test func aShareIsOfAllContacts() {
        let limit = ChangeGuard([.changes: .percent(5)])
        #expect(limit.violations(of: summary(base: 1_000, changed: 50)).isEmpty)
        #expect(
            limit.violations(of: summary(base: 1_000, changed: 51)).map(\.description) == ["changes: 51 of 1000 contacts (5.1 %), limit 5%"]
        )
    }

    /// In a small base one contact would be too large a share.
    @Test func smallBasesAreExemptFromShares() {
        #expect(ChangeGuard([.changes: .percent(5)]).violations(of: summary(base: 99, changed: 99)).isEmpty)
        #expect(ChangeGuard([.changes: .count(5)]).violations(of: summary(base: 99, changed: 6)).count == 1)
    }

    @Test func theMoreSpecificGuardWins() {
        let workspace = ChangeGuard([.changes: .percent(5), .deletes: .count(0)])
        let merged = workspace.overridden(by: ChangeGuard([.changes: .percent(50)]))
        #expect(merged.limits == [.changes: .percent(50), .deletes: .count(0)])
    }
}
