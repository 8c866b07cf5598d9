import Foundation

/// A thread of one's own: what waits must not wait on a thread that others need.
struct ThreadStart {
    private let thread: Thread

    init(_ body: @escaping @Sendable () -> Void) {
        thread = Thread(block: body)
    }

    func start() { thread.start() }

    /// Makes the calling thread wait.
    static func sleep(_ duration: Duration) { Thread.sleep(forTimeInterval: duration / .seconds(1)) }
}
