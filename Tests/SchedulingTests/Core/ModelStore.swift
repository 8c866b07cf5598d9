import Contacts
import Scheduling

/// A store in memory, whose process may be killed at any moment: before a transaction is written, or after it and before anybody hears
/// of that.
final class ModelStore: SchedulerStore {
    struct Killed: Error {}

    /// Where the next transaction is cut short.
    enum Fault {
        case before
        case after
    }

    private(set) var state = ModelState()
    private(set) var violations: [String] = []
    private(set) var changes: Int64 = 0
    var fault: Fault?

    func takeOver() throws -> Int64 {
        state.epoch += 1
        return state.epoch
    }

    func transact<Result>(epoch: Int64, isDurable: Bool, _ body: (ModelTransaction) throws -> Result) throws -> Result {
        guard epoch == state.epoch else { throw SupersededError() }
        defer { fault = nil }
        let before = fault == .before ? state : nil
        let result = try change(isOwn: true, body)
        if let before {
            state = before
            throw Killed()
        }
        if fault == .after { throw Killed() }
        return result
    }

    /// What somebody else does: a worker that commits, a person who cancels.
    func change<Result>(isOwn: Bool = false, _ body: (ModelTransaction) throws -> Result) rethrows -> Result {
        let transaction = ModelTransaction(state)
        // Handed over and back, so that a hundred thousand transactions do not copy the tables.
        state = ModelState()
        defer {
            state = transaction.state
            violations += transaction.violations
            if !isOwn { changes += 1 }
        }
        return try body(transaction)
    }
}
