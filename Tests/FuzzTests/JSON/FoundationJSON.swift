import Foundation

@testable import Formats

/// Foundation's verdict on a text, to hold the parser's against.
///
/// The two differ about keys that come twice, numbers that no float holds, halves of surrogate pairs, byte order marks (which
/// Foundation drops at the start of a string, too), encodings other than UTF-8 (for which it takes zero bytes), depth, and a
/// comma behind the last member or element, which Foundation lets pass: those texts are not compared.
struct FoundationJSON {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func check(_ verdict: Result<JSONValue, FormatError>) throws {
        guard !bytes.contains(0), !bytes.contains([0xEF, 0xBB, 0xBF]), !bytes.starts(with: [0xFE, 0xFF]), !bytes.starts(with: [0xFF, 0xFE])
        else { return }
        let value = try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
        switch verdict {
        case .success(let ours):
            guard let value else { throw FuzzFinding("Foundation refuses \(ours)") }
            try promise(isSame(ours, value), "Foundation reads \(value) where the parser reads \(ours)")
        case .failure(.invalidJSON(let fault, _, _)):
            switch fault {
            case .duplicateKey, .numberTooLarge, .loneSurrogate, .tooDeep, .illFormedUTF8: return
            case .unexpectedCharacter where hasTrailingComma: return
            default: try promise(value == nil, "Foundation takes what is refused: \(fault)")
            }
        case .failure(let error): throw error
        }
    }

    private var hasTrailingComma: Bool {
        let visible = bytes.filter { $0 > 0x20 }
        return zip(visible, visible.dropFirst()).contains {
            $0 == UInt8(ascii: ",") && ($1 == UInt8(ascii: "}") || $1 == UInt8(ascii: "]"))
        }
    }

    private func isSame(_ ours: JSONValue, _ value: Any) -> Bool {
        switch ours {
        case .null: value is NSNull
        case .bool(let flag): (value as? Bool) == flag
        case .integer(let number): (value as? NSNumber)?.int64Value == number
        case .number(let number): (value as? NSNumber).map { isSame(number, $0) } ?? false
        case .string(let text): (value as? String).map { Array($0.utf8) } == Array(text.utf8)
        case .array(let values): (value as? [Any]).map { $0.count == values.count && zip(values, $0).allSatisfy(isSame) } ?? false
        case .object(let object):
            // Foundation takes two spellings of an accented letter for one.
            (value as? [String: Any]).map { theirs in
                theirs.count < object.count || object.allSatisfy { key, value in theirs[key].map { isSame(value, $0) } ?? false }
            } ?? false
        }
    }

    /// Foundation keeps up to 38 digits, and loses some on the way from there to a float.
    private func isSame(_ ours: Double, _ number: NSNumber) -> Bool {
        number.doubleValue == ours || Double(number.stringValue).map { abs($0 - ours) <= abs(ours) * 1e-15 } ?? false
    }
}
