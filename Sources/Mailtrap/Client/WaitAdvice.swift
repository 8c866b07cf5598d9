import Contacts
import NIOHTTP1

/// How long a server asks to be left alone: `Retry-After` in seconds or as a date, `x-ratelimit-reset` as an ISO 8601 time.
///
/// Source: RFC 9110, 10.2.3; specs/email-campaigns.openapi.yml of mailtrap-openapi for the latter.
enum WaitAdvice {
    static func wait(_ headers: HTTPHeaders, now: Timestamp) -> Duration? {
        if let text = headers.first(name: "Retry-After")?.trimmed {
            if let seconds = Double(text), seconds >= 0, seconds < 1e6 { return .milliseconds(Int64(seconds * 1_000)) }
            if let date = httpDate(text) { return wait(until: date, now) }
        }
        guard let text = headers.first(name: "X-Ratelimit-Reset")?.trimmed else { return nil }
        if let instant = Timestamp(text) { return wait(until: instant, now) }
        // Others write Unix seconds, or seconds from now.
        guard let number = Double(text), number >= 0, number < 1e11 else { return nil }
        return number > 1e9 ? wait(until: Timestamp(milliseconds: Int64(number * 1_000)), now) : .milliseconds(Int64(number * 1_000))
    }

    private static func wait(until instant: Timestamp, _ now: Timestamp) -> Duration {
        .milliseconds(max(0, instant.milliseconds - now.milliseconds))
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func httpDate(_ text: String) -> Timestamp? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), let year = Int(parts[3]),
            let month = months.firstIndex(of: String(parts[2])), day < 32, (1...9_999).contains(year)
        else { return nil }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let years = String(repeating: "0", count: max(0, 4 - "\(year)".count)) + "\(year)"
        return Timestamp("\(years)-\(two(month + 1))-\(two(day))T\(parts[4])Z")
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}

extension String {
    /// Without the spaces around it.
    fileprivate var trimmed: String {
        var rest = Substring(self)
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
