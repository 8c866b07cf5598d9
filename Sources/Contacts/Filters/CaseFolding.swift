/// Simple case folding, so that `contains` and its kin find `STRASSE` in `strasse` and `ΣΊΣΥΦΟΣ` in `σίσυφος`.
///
/// Source: Unicode Standard, section 3.13, "simple case folding": one scalar to one scalar. It is taken as the lower case of
/// the upper case, where both are single scalars, which joins the forms that only lower-casing keeps apart (ς and σ, ſ and s).
public enum CaseFolding {
    public static func folded(_ text: String) -> String {
        var text = text
        if let ascii = text.withUTF8({ foldedASCII($0) }) { return ascii }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(folded(scalar)) }
        return String(result)
    }

    static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar.isASCII {
            return (65...90).contains(scalar.value) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar
        }
        return single(single(scalar, scalar.properties.uppercaseMapping), nil)
    }

    private static func single(_ scalar: Unicode.Scalar, _ mapping: String?) -> Unicode.Scalar {
        let mapped = (mapping ?? scalar.properties.lowercaseMapping).unicodeScalars
        return mapped.count == 1 ? mapped.first ?? scalar : scalar
    }

    private static func foldedASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
        return String(unsafeUninitializedCapacity: bytes.count) { buffer in
            for (index, byte) in bytes.enumerated() {
                buffer[index] = (65...90).contains(byte) ? byte + 32 : byte
            }
            return bytes.count
        }
    }
}
