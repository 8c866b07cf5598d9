/// What a block has declared so far.
struct BlockScope {
    /// A jump whose label has not been seen yet; nil is `break`.
    struct Jump {
        let label: String?
        let line: Int
        /// How many local variables its function had there.
        var localCount: Int
    }

    let isLoop: Bool
    /// How many local variables the function had where the block began.
    let outerCount: Int
    /// Labels, with how many local variables the function has there.
    var labels: [String: Int] = [:]
    var jumps: [Jump] = []
}
