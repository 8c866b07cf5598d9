import Foundation

/// libFuzzer on the target that `LUNATION_FUZZ_TARGET` names, which its children inherit: `LunationFuzz [OPTION…] [FOLDER or FILE…]`.
/// scripts/fuzz calls it.
@main struct LunationFuzz {
    nonisolated(unsafe) static var target: (any FuzzTarget)?

    static func main() throws {
        let wanted = ProcessInfo.processInfo.environment["LUNATION_FUZZ_TARGET"]
        guard let type = FuzzTargets.all.first(where: { $0.name == wanted })?.type else {
            print("LUNATION_FUZZ_TARGET is one of: " + FuzzTargets.all.map(\.name).joined(separator: " "))
            exit(2)
        }
        target = try type.init(isAlone: true)
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(runDriver(&count, &arguments) { bytes, count in LunationFuzz.run(UnsafeBufferPointer(start: bytes, count: count)) })
    }

    private static func run(_ bytes: UnsafeBufferPointer<UInt8>) -> CInt {
        do {
            try target?.run(Array(bytes))
        } catch {
            FileHandle.standardError.write(Data("broken promise: \(error)\n".utf8))
            abort()
        }
        return 0
    }
}

typealias FuzzOneInput = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ oneInput: FuzzOneInput
) -> CInt
