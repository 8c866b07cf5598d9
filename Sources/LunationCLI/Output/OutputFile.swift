import Formats

/// A file that a command was asked to write: readers see the old or the new.
enum OutputFile {
    static func write(_ text: String, to path: String) throws(FormatError) {
        let writer = try ByteWriter(path: path)
        do throws(FormatError) {
            try writer.write(text)
            try writer.close()
        } catch {
            writer.discard()
            throw error
        }
    }
}
