import Glibc

/// The folder that the program was started in.
enum CurrentFolder {
    static var path: String {
        guard let text = getcwd(nil, 0) else { return "." }
        defer { free(text) }
        return String(cString: text)
    }
}
