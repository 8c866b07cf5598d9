import Dispatch
import Glibc
import Synchronization

/// The system's own resolver. It cannot be told to give up, so it is asked on a thread that nobody waits for longer than they want.
struct SystemResolver: AddressResolver {
    private final class Answer: Sendable {
        let addresses = Mutex<[IPAddress]?>(nil)
        let isThere = DispatchSemaphore(value: 0)
    }

    func addresses(of host: String, within patience: Duration) throws(WebError) -> [IPAddress] {
        let answer = Answer()
        DispatchQueue.global().async {
            let found = Self.lookUp(host)
            answer.addresses.withLock { $0 = found }
            answer.isThere.signal()
        }
        guard answer.isThere.wait(timeout: .now() + .milliseconds(max(0, Int(patience / .milliseconds(1))))) == .success else {
            throw .timeout
        }
        let found = answer.addresses.withLock { $0 ?? [] }
        guard !found.isEmpty else { throw .unreachable("unknown host") }
        return found
    }

    private static func lookUp(_ host: String) -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [IPAddress] = []
        var next = list
        while let entry = next?.pointee {
            if let address = address(entry), !found.contains(address) { found.append(address) }
            next = entry.ai_next
        }
        return found
    }

    private static func address(_ entry: addrinfo) -> IPAddress? {
        guard let pointer = UnsafeRawPointer(entry.ai_addr) else { return nil }
        switch entry.ai_family {
        case AF_INET:
            let short = pointer.loadUnaligned(as: sockaddr_in.self).sin_addr
            return IPAddress(bytes: withUnsafeBytes(of: short) { Array($0) })
        case AF_INET6:
            let long = pointer.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            return IPAddress(bytes: withUnsafeBytes(of: long) { Array($0) })
        default: return nil
        }
    }
}
