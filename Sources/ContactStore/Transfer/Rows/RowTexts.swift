/// The texts of one row as bytes in one place, valid until the next row.
final class RowTexts {
    private var bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 4_096, alignment: 1)
    private var used = 0

    deinit {
        bytes.deallocate()
    }

    /// Forgets the last row, and makes room for all bytes of the next one: what is kept never moves.
    func reserve(_ count: Int) {
        used = 0
        guard bytes.count < count else { return }
        bytes.deallocate()
        bytes = .allocate(byteCount: 2 * count, alignment: 1)
    }

    func keep(_ text: String) -> UnsafeRawBufferPointer {
        var text = text
        return text.withUTF8 { utf8 in
            let place = UnsafeMutableRawBufferPointer(rebasing: bytes[used..<used + utf8.count])
            place.copyMemory(from: UnsafeRawBufferPointer(utf8))
            used += utf8.count
            return UnsafeRawBufferPointer(place)
        }
    }
}
