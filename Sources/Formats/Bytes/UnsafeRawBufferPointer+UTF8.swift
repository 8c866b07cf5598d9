extension UnsafeRawBufferPointer {
    /// Whether the bytes are well-formed UTF-8; plain ASCII, the usual case, is told sixteen bytes at a time.
    public var isUTF8: Bool {
        isASCII || illFormedUTF8Offset == nil
    }

    /// Whether no byte is above 127.
    var isASCII: Bool {
        var all = SIMD16<UInt8>(repeating: 0)
        var index = 0
        while index + 16 <= count {
            all |= loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
            index += 16
        }
        var rest: UInt8 = all.max()
        while index < count {
            rest |= self[index]
            index += 1
        }
        return rest < 0x80
    }

    /// The offset of the first ill-formed sequence.
    var illFormedUTF8Offset: Int? {
        let bytes = assumingMemoryBound(to: UInt8.self)
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }
}
