/// What goes wrong with a request.
public enum Fault: Sendable {
    /// It is answered with a status and nothing is done.
    case refuse(Int, headers: [(String, String)] = [], body: String = "")
    /// It is done, and answered with a status as if it had failed.
    case fail(Int, body: String = "")
    /// The connection is closed, before or after it is done.
    case close(acts: Bool)
    /// It is done, and the answer comes late, or a few bytes at a time.
    case slow(milliseconds: Int)
    case drip(milliseconds: Int)
    /// It is done, and the answer is this text.
    case garble(String = "<html>no JSON</html>")
}
