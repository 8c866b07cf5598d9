/// A promise that an input broke.
struct FuzzFinding: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Ends the run of an input where what is promised does not hold.
func promise(_ isKept: Bool, _ broken: @autoclosure () -> String) throws {
    if !isKept { throw FuzzFinding(broken()) }
}

/// As above, of two values that are to be equal.
func promise<Value: Equatable>(_ found: Value, equals expected: Value, _ what: @autoclosure () -> String) throws {
    if found != expected { throw FuzzFinding("\(what()): \(found) instead of \(expected)") }
}
