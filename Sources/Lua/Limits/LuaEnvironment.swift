/// What the sandbox takes from the host.
public struct LuaEnvironment {
    /// Seconds since 1970, for `os.time`, `os.date` and `os.clock`. A run that is to be repeatable freezes it.
    public var now: () -> Double
    /// Seconds that local time is ahead of UTC at an instant (seconds since 1970), for `os.date` and `os.time`.
    public var utcOffset: (Double) -> Int
    /// Seed of `math.random`.
    public var seed: UInt64
    /// Takes what `print` was given: one call each, arguments joined by tabs, without a line end.
    public var print: (String) -> Void
    /// Finds a module for `require`. The name is checked already: words of letters, digits and `_`, joined by single
    /// dots. Returns the name to show in errors and the text, or `nil` where there is no such module.
    public var module: (String) throws -> (name: String, source: [UInt8])?

    public init(
        now: @escaping () -> Double = { 0 },
        utcOffset: @escaping (Double) -> Int = { _ in 0 },
        seed: UInt64 = 0,
        print: @escaping (String) -> Void = { _ in },
        module: @escaping (String) throws -> (name: String, source: [UInt8])? = { _ in nil }
    ) {
        self.now = now
        self.utcOffset = utcOffset
        self.seed = seed
        self.print = print
        self.module = module
    }
}
