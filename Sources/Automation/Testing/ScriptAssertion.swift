/// An assertion that does not hold.
struct ScriptAssertion: Error, CustomStringConvertible {
    /// One line.
    let description: String
    /// The differences, a line each.
    var details: [String] = []
}
