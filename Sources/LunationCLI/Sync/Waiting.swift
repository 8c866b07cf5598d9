import Dispatch
import Synchronization

/// Waits on the program's own thread for what is done asynchronously.
enum Waiting {
    private final class Box<Value: Sendable>: Sendable {
        let result = Mutex<Result<Value, any Error>?>(nil)
        let signal = DispatchSemaphore(value: 0)
    }

    static func run<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) throws -> Value {
        let box = Box<Value>()
        Task.detached {
            let result: Result<Value, any Error>
            do {
                result = .success(try await body())
            } catch {
                result = .failure(error)
            }
            box.result.withLock { $0 = result }
            box.signal.signal()
        }
        box.signal.wait()
        guard let result = box.result.withLock({ $0 }) else { preconditionFailure("signalled without a result") }
        return try result.get()
    }
}
