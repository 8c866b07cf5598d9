/// A part of the program that is given any bytes at all.
protocol FuzzTarget: AnyObject, SendableMetatype {
    /// - Parameter isAlone: whether nothing else goes on in the process.
    init(isAlone: Bool) throws

    /// Does with some bytes what the part is for. An error is a broken promise; a trap is one too.
    func run(_ bytes: [UInt8]) throws
}

/// The targets by their names.
enum FuzzTargets {
    static let all: [(name: String, type: any FuzzTarget.Type)] = [
        ("csv", CSVTarget.self), ("email", EmailTarget.self), ("filter", FilterTarget.self), ("json", JSONTarget.self),
        ("lua", LuaTarget.self),
    ]
}
