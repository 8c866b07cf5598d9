import CLuaBridge

/// The values of a row that a loop hands to a script, all of them at once: `for email, plan in rows do`.
///
/// Whoever reads the rows sets all values of each. Bytes are copied once the row is handed out, so they stay valid until then.
public final class LuaRow {
    let pointer: UnsafeMutablePointer<clua_cursor>
    private let slots: UnsafeMutablePointer<clua_slot>
    public let count: Int

    /// - Parameter count: how many values a row has.
    public init(count: Int) {
        self.count = count
        pointer = clua_cursor_new(UInt32(count))
        slots = clua_cursor_slots(pointer)
    }

    deinit {
        clua_cursor_free(pointer)
    }

    public func setNil(_ index: Int) { slots[index].kind = CLUA_SLOT_NIL }

    public func set(_ index: Int, _ value: Bool) { slots[index].kind = value ? CLUA_SLOT_TRUE : CLUA_SLOT_FALSE }

    public func set(_ index: Int, _ value: Int64) {
        slots[index].kind = CLUA_SLOT_INTEGER
        slots[index].integer = value
    }

    public func set(_ index: Int, _ value: Double) {
        slots[index].kind = CLUA_SLOT_NUMBER
        slots[index].number = value
    }

    public func set(_ index: Int, _ text: UnsafeRawBufferPointer) {
        slots[index].kind = CLUA_SLOT_TEXT
        slots[index].text = text.baseAddress
        slots[index].integer = Int64(text.count)
    }
}
