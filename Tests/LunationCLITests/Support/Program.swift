import Foundation
import Glibc

/// The built program, driven as users drive it.
enum Program {
    /// It lies beside the tests.
    static let path: String = {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = max(0, readlink("/proc/self/exe", &buffer, buffer.count))
        let tests = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return URL(fileURLWithPath: tests).deletingLastPathComponent().path + "/lunation"
    }()

    /// The folder of the package, where the scripts and the data are.
    static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    static func start(_ arguments: [String], in folder: Folder, environment: [String: String] = [:], input: String = "/dev/null") throws
        -> Child
    {
        try Child([path] + arguments, in: folder, environment: environment, input: input)
    }

    static func run(
        _ arguments: [String], in folder: Folder, environment: [String: String] = [:], input: String = "/dev/null"
    ) throws -> Outcome {
        try start(arguments, in: folder, environment: environment, input: input).end()
    }

    /// Runs a line of shell, which finds the program as `$LUNATION`.
    static func shell(_ line: String, in folder: Folder) throws -> Outcome {
        try Child(["/bin/sh", "-c", line], in: folder, environment: ["LUNATION": path]).end()
    }
}
