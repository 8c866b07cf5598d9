import Contacts
import Formats

/// Hands out a file's rows one by one, whatever its format: all that an import knows of files.
protocol ContactRowSource: AnyObject {
    /// The fields that rows may have values of; a row's cells are in this order.
    var fields: [Field] { get }
    /// Goes to the next row; false behind the last one.
    func next() throws -> Bool
    /// Takes the current row, or throws what is wrong with it.
    func read(into row: inout ContactRow) throws(Invalid)
    /// The line that the current row begins at, from 1; of rows without lines, their number.
    var line: Int { get }
    /// The current row as it stands in the file, and as the file of errors holds it behind line and reason.
    var raw: UnsafeRawBufferPointer { get }
    /// Behind the current row.
    var place: FilePlace { get }
    /// Goes to a place that an earlier source of the same file reported.
    func skip(to place: FilePlace) throws
    var progress: (read: Int, total: Int?) { get }
}

/// A place between two rows of a file: bytes from its start, after decompression, and the number that the next line has.
struct FilePlace: Hashable {
    var position: Int
    var line: Int
}
