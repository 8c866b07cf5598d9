import Automation
import LuaSyntax

/// Which branches of the scripts are ever taken. Lines are recorded, which costs a call for each, only while there is one that is not.
final class BranchCoverage {
    private struct Entry {
        let branches: [ScriptBranch]
        var lines: Set<Int> = []
        var untaken: [ScriptBranch]
    }

    /// By the scripts' hashes.
    private var entries: [String: Entry] = [:]

    /// What is to be told the lines of a run; nil where they tell nothing new.
    func recorder(of script: Script) -> ((Set<Int>) -> Void)? {
        let hash = script.hash
        if entries[hash] == nil {
            // A script that cannot be parsed fails, and says why.
            let branches = (try? Chunk(parsing: script.source).branches) ?? []
            entries[hash] = Entry(branches: branches, untaken: branches)
        }
        guard entries[hash]?.untaken.isEmpty == false else { return nil }
        return { [self] lines in note(lines, hash) }
    }

    private func note(_ lines: Set<Int>, _ hash: String) {
        guard var entry = entries[hash], !lines.isSubset(of: entry.lines) else { return }
        entry.lines.formUnion(lines)
        entry.untaken.removeAll { $0.isTaken(by: lines) }
        entries[hash] = entry
    }

    /// The branches of a script that no run has taken; nil where it never ran.
    func untaken(hash: String) -> [UntakenBranch]? {
        entries[hash].map { $0.untaken.map { UntakenBranch(line: $0.line, text: $0.headText) } }
    }
}
