/// Writes a file in one go, compressed with gzip when its name ends in `.gz`.
///
/// The file has its name only after `close()`: a crash, an error or `discard()` leaves no half file behind, and an older file
/// of that name as it was. A process that is killed leaves `NAME.partial-XXXXXXXX`, which the next writer in that folder removes. A new file is readable by its owner alone (mode 0600). A writer that is let go unclosed discards.
public final class ByteWriter {
    /// The path, or "standard output": for messages.
    public var name: String { file.name }
    /// How many bytes were given to the writer, before compression.
    public var bytesWritten: Int { flushed + used }

    private let file: FileOutput
    private let deflater: Deflater?
    private let buffer: UnsafeMutableRawBufferPointer
    private var used = 0
    /// How far the buffer may be filled: nothing fits into a writer that is closed, so that one comparison tells both.
    private var room: Int
    private var flushed = 0
    private var failure: FormatError?
    private var isSealed = false

    /// Opens a file for writing; "-" is standard output. The gzip level goes from 1 (fast) to 9 (small).
    public init(path: String, level: Int = 6) throws(FormatError) {
        file = try FileOutput(path: path)
        deflater = path.hasSuffix(".gz") ? Deflater(level: min(9, max(1, level))) : nil
        buffer = .allocate(byteCount: 128 * 1024, alignment: 16)
        room = buffer.count
    }

    /// Removes what writers that were killed have left in a folder, as every new writer does in its own.
    public static func removeAbandoned(in folder: String) {
        PartialFile.removeAbandoned(in: folder)
    }

    deinit {
        discard()
        buffer.deallocate()
    }

    /// Adds bytes.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(FormatError) {
        if used + bytes.count > room {
            try checkOpen()
            try flush(isLast: false)
            if bytes.count > room {
                try pass(bytes, isLast: false)
                flushed += bytes.count
                return
            }
        }
        UnsafeMutableRawBufferPointer(rebasing: buffer[used...]).copyMemory(from: bytes)
        used += bytes.count
    }

    /// Adds the UTF-8 bytes of a text.
    public func write(_ text: String) throws(FormatError) {
        var text = text
        let result = text.withUTF8 { utf8 in
            Result { () throws(FormatError) in try self.write(UnsafeRawBufferPointer(utf8)) }
        }
        try result.get()
    }

    /// Adds one byte.
    public func write(_ byte: UInt8) throws(FormatError) {
        if used >= room {
            try checkOpen()
            try flush(isLast: false)
        }
        buffer[used] = byte
        used += 1
    }

    /// Writes what is waiting and brings it to the disk, so that hardly anything is left of `close()` to fail; nothing can be
    /// added any more.
    public func seal() throws(FormatError) {
        guard !isSealed else { return }
        try checkOpen()
        try flush(isLast: true)
        do {
            try file.sync()
        } catch {
            fail(error)
            throw error
        }
        isSealed = true
        room = 0
    }

    /// Writes what is waiting, syncs the file and gives it its name. After a failed write it throws that error again.
    public func close() throws(FormatError) {
        if !isSealed {
            try checkOpen()
            try flush(isLast: true)
        }
        do {
            try file.commit()
        } catch {
            fail(error)
            throw error
        }
        isSealed = false
        room = 0
    }

    /// Gives up: what was written goes away. Standard output keeps what it got. Nothing happens after `close()`.
    public func discard() {
        room = 0
        isSealed = false
        file.discard()
    }

    private func flush(isLast: Bool) throws(FormatError) {
        try pass(UnsafeRawBufferPointer(rebasing: buffer[0..<used]), isLast: isLast)
        flushed += used
        used = 0
    }

    private func pass(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws(FormatError) {
        do {
            if let deflater {
                try deflater.deflate(bytes, isLast: isLast) { (piece) throws(FormatError) in try file.write(piece) }
            } else {
                try file.write(bytes)
            }
        } catch {
            fail(error)
            throw error
        }
    }

    private func fail(_ error: FormatError) {
        discard()
        failure = error
    }

    private func checkOpen() throws(FormatError) {
        if let failure { throw failure }
        if room == 0 { throw .closed(file: name) }
    }
}
