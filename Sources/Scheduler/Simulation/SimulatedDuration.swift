/// How long a run takes by the clock of a simulation.
public enum SimulatedDuration: Hashable, Sendable {
    /// As long as it takes on this machine, times a factor.
    case measured(scale: Double)
    /// Always so many milliseconds, so that a simulation comes out the same again.
    case fixed(milliseconds: Int64)

    /// Up to when its script runs, in milliseconds from its start.
    func script(_ measured: Duration) -> Int64 {
        switch self {
        case .measured(let scale): Self.milliseconds(measured * scale)
        case .fixed(let milliseconds): milliseconds
        }
    }

    /// How long its commit takes.
    func commit(_ measured: Duration) -> Int64 {
        switch self {
        case .measured(let scale): Self.milliseconds(measured * scale)
        case .fixed: 0
        }
    }

    private static func milliseconds(_ duration: Duration) -> Int64 { Int64((duration / .milliseconds(1)).rounded(.up)) }
}
