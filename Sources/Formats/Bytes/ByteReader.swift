/// Reads a file, standard input or an array from front to end in chunks, decompressing gzip on the fly.
///
/// Gzip is told by its first two bytes, not by the file's name; several gzip members in a row read as one text.
public final class ByteReader {
    /// The path, or "standard input", or "input" for bytes in memory: for messages.
    public let name: String
    /// How much of the file has been taken in, in bytes as stored; a progress bar sets it against `totalBytes`.
    public internal(set) var bytesRead = 0
    /// The file's size as stored; nil for a pipe.
    public var totalBytes: Int? { raw.size }
    /// The offset of the next byte that is handed out, in bytes after decompression.
    public internal(set) var position = 0

    /// The size of a chunk in bytes.
    public static let chunkSize = 256 * 1024

    /// No read gives more bytes than this.
    var largestRead: Int { input.count }
    let raw: any RawInput
    var form = Form.unknown
    /// Stored bytes that were read and not used yet: `input[inputStart..<inputEnd]`.
    let input: UnsafeMutableRawBufferPointer
    var inputStart = 0
    var inputEnd = 0
    private let claimsGzip: Bool
    private lazy var chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: input.count, alignment: 16)
    private var hasChunk = false

    enum Form {
        case unknown
        case plain
        case gzip(GzipMembers)
    }

    /// Opens a file; "-" is standard input.
    public convenience init(path: String) throws(FormatError) {
        try self.init(path: path, chunkSize: Self.chunkSize)
    }

    /// Reads bytes that are in memory.
    public convenience init(bytes: [UInt8]) {
        self.init(bytes: bytes, chunkSize: Self.chunkSize)
    }

    convenience init(path: String, chunkSize: Int) throws(FormatError) {
        let name = path == "-" ? "standard input" : path
        self.init(try FileInput(path: path, name: name), name: name, chunkSize: chunkSize)
    }

    convenience init(bytes: [UInt8], chunkSize: Int) {
        self.init(MemoryInput(bytes), name: "input", chunkSize: chunkSize)
    }

    init(_ raw: any RawInput, name: String, chunkSize: Int) {
        self.raw = raw
        self.name = name
        claimsGzip = name.hasSuffix(".gz")
        // Two bytes is what the look at the first bytes needs.
        input = .allocate(byteCount: max(2, chunkSize), alignment: 16)
    }

    deinit {
        input.deallocate()
        if hasChunk { chunk.deallocate() }
    }

    /// The next chunk, or nil at the end; its memory is valid until the next call.
    public func read() throws(FormatError) -> UnsafeRawBufferPointer? {
        hasChunk = true
        let count = try read(into: chunk)
        return count == 0 ? nil : UnsafeRawBufferPointer(rebasing: chunk[0..<count])
    }

    /// Fills the front of the buffer and returns how many bytes that were; 0 at the end, and only there.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
        if case .unknown = form { try detectForm() }
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(input.count))
        let count =
            switch form {
            case .gzip(let members): try read(members, into: room)
            default: try readPlain(into: room)
            }
        position += count
        return count
    }

    /// Goes forward to an offset, counted in decompressed bytes; seeks where the file allows it.
    public func skip(to target: Int) throws(FormatError) {
        if case .unknown = form { try detectForm() }
        guard target >= position else { throw .noSuchPosition(file: name, position: target) }
        if case .plain = form, inputStart == inputEnd, let size = raw.size {
            guard target <= size else { throw .noSuchPosition(file: name, position: target) }
            if raw.advance(by: target - position) {
                bytesRead += target - position
                position = target
            }
        }
        hasChunk = true
        while position < target {
            let wanted = UnsafeMutableRawBufferPointer(rebasing: chunk.prefix(target - position))
            guard try read(into: wanted) > 0 else { throw .noSuchPosition(file: name, position: target) }
        }
    }

    /// Reads stored bytes behind those that are waiting; false at the end of the file.
    func fill() throws(FormatError) -> Bool {
        if inputStart == inputEnd { (inputStart, inputEnd) = (0, 0) }
        let count = try raw.read(into: UnsafeMutableRawBufferPointer(rebasing: input[inputEnd...]))
        inputEnd += count
        bytesRead += count
        return count > 0
    }

    private func detectForm() throws(FormatError) {
        while inputEnd < 2, try fill() {}
        if inputEnd >= 2, input[0] == GzipMembers.magic.0, input[1] == GzipMembers.magic.1 {
            form = .gzip(GzipMembers())
        } else if inputEnd < 2, claimsGzip {
            throw .truncatedGzip(file: name)
        } else {
            form = .plain
        }
    }

    private func readPlain(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
        guard inputStart < inputEnd else {
            let count = try raw.read(into: buffer)
            bytesRead += count
            return count
        }
        let count = min(buffer.count, inputEnd - inputStart)
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[inputStart..<inputStart + count]))
        inputStart += count
        return count
    }
}
