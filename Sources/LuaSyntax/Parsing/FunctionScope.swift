/// What a function has declared so far.
struct FunctionScope {
    let isVararg: Bool
    /// Its visible local variables, the innermost last. Loops keep some of their own, without a name.
    var locals: [LocalVariable?] = []
    var blocks: [BlockScope] = []
}
