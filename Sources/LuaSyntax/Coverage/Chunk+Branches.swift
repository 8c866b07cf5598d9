extension Chunk {
    /// The blocks of every `if`, `elseif` and `else`, the bodies of loops and of functions, by the lines of their heads.
    ///
    /// Lines are all that is known of an execution, so these are left out, for nothing can be said of them:
    ///
    /// - an empty block;
    /// - one whose first statement shares a line with its head or with the word that ends it, as in `if x then y() end` on one
    ///   line;
    /// - one that begins with `break` or `goto`: Lua takes the way past them;
    /// - one under a condition that is a constant.
    ///
    /// A function that is never called is listed, and so are the branches in it.
    public var branches: [ScriptBranch] { BranchFinder(self).branches }

    /// The branches of which no statement was executed, by the lines that were, as of one run or of many together.
    public func untaken(_ executedLines: Set<Int>) -> [ScriptBranch] {
        branches.filter { !$0.isTaken(by: executedLines) }
    }
}
