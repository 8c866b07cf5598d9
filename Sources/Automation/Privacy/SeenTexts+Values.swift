import ContactStore
import Contacts

extension SeenTexts {
    func insert(_ text: String) {
        var text = text
        text.withUTF8 { insert(UnsafeRawBufferPointer($0)) }
    }

    func insert(_ value: Value) {
        switch value {
        case .text(let text): insert(text)
        case .date(let day): insert(day.description)
        case .integer, .float, .boolean, .timestamp: break
        }
    }

    func insert(_ value: ColumnValue) {
        switch value {
        case .text(let bytes): insert(bytes)
        case .date(let day): insert(day.description)
        default: break
        }
    }
}
