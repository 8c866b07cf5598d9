/// Where jobs, their occurrences and their runs are kept: the store of a workspace, or a model of one.
public protocol SchedulerStore: AnyObject {
    associatedtype Transaction: SchedulerTransaction

    /// Makes the caller the one scheduler of the store. Answers a number that is larger than that of every scheduler before.
    func takeOver() throws -> Int64

    /// Runs a closure in a transaction: all of it happens, or nothing.
    ///
    /// - Parameters:
    ///   - epoch: what ``takeOver()`` answered. The transaction is refused where another has taken over since.
    ///   - isDurable: whether it has to survive a power cut once the call returns. What comes after it is never there without it.
    /// - Throws: ``SupersededError`` where another has taken over, and what the store throws.
    func transact<Result>(epoch: Int64, isDurable: Bool, _ body: (Transaction) throws -> Result) throws -> Result

    /// Another number after each change that somebody else has made.
    var changes: Int64 { get throws }
}

/// Another scheduler has taken the store over.
public struct SupersededError: Error, Hashable, Sendable, CustomStringConvertible {
    public init() {}

    public var description: String { "another scheduler has taken this workspace over" }
}
