/// The waits between attempts: twice as long each time, and any part of that, so that those who failed together do not come back
/// together.
struct Backoff {
    private var ceiling: Duration
    private let longest: Duration

    init(first: Duration, longest: Duration) {
        ceiling = first
        self.longest = longest
    }

    /// The next wait: between half of it and all of it.
    mutating func next() -> Duration {
        let wait = ceiling * Double.random(in: 0.5...1)
        ceiling = min(ceiling * 2, longest)
        return wait
    }
}
