extension JobTrigger {
    /// The cause of the runs that it starts.
    var cause: RunCause {
        switch self {
        case .event: .event
        case .enter: .enter
        case .leave: .leave
        case .importFinished: .importFinished
        case .startup: .startup
        }
    }
}
