import Synchronization

@testable import Automation

/// Answers a host's addresses one list after the other, the last one for ever.
final class ScriptedResolver: AddressResolver {
    private let answers: Mutex<[String: [[String]]]>
    private let calls = Mutex(0)

    init(_ answers: [String: [[String]]]) {
        self.answers = Mutex(answers)
    }

    /// How often it was asked.
    var count: Int { calls.withLock { $0 } }

    func addresses(of host: String, within patience: Duration) throws(WebError) -> [IPAddress] {
        calls.withLock { $0 += 1 }
        let found = answers.withLock { answers -> [String]? in
            guard let lists = answers[host], let first = lists.first else { return nil }
            if lists.count > 1 { answers[host] = Array(lists.dropFirst()) }
            return first
        }
        guard let found else { throw .unreachable("unknown host") }
        return found.compactMap { IPAddress($0) }
    }
}
