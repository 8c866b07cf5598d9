import CLuaBridge

/// The row that a query stands on, with a slot for each column.
///
/// Whoever reads the rows calls ``advance(key:)`` for each, sets the slots it has at hand, and pushes the record. Bytes
/// given to ``set(slot:_:)-(_,UnsafeRawBufferPointer)`` are copied when the script reads them, so they stay valid until
/// the next `advance`. A cursor serves one state, on its thread.
public final class LuaCursor {
    public let type: LuaRecordType
    let pointer: UnsafeMutablePointer<clua_cursor>
    private let slots: UnsafeMutablePointer<clua_slot>
    @exclusivity(unchecked) private var references: LuaReferences?
    @exclusivity(unchecked) private(set) var registration: LuaRecordRegistration?

    public init(type: LuaRecordType, slotCount: Int) {
        self.type = type
        pointer = clua_cursor_new(UInt32(slotCount))
        slots = clua_cursor_slots(pointer)
    }

    deinit {
        if let open = references?.openGuard { clua_cursor_detach(open, pointer) }
        clua_cursor_free(pointer)
    }

    /// Key of the row.
    public var key: Int64 { pointer.pointee.key }

    public var slotCount: Int { Int(pointer.pointee.slot_count) }

    /// Goes to the next row: all slots are empty again, and records of earlier rows read through the loader.
    public func advance(key: Int64) {
        pointer.pointee.generation += 1
        pointer.pointee.key = key
    }

    /// Lets records of the current row read through the loader, because its values have changed.
    public func markStale() {
        pointer.pointee.generation += 1
    }

    /// Sets a slot to nil.
    public func setNil(slot: Int) {
        mark(slot, CLUA_SLOT_NIL)
    }

    public func set(slot: Int, _ value: Bool) {
        mark(slot, value ? CLUA_SLOT_TRUE : CLUA_SLOT_FALSE)
    }

    public func set(slot: Int, _ value: Int64) {
        mark(slot, CLUA_SLOT_INTEGER)
        slots[slot].integer = value
    }

    public func set(slot: Int, _ value: Double) {
        mark(slot, CLUA_SLOT_NUMBER)
        slots[slot].number = value
    }

    public func set(slot: Int, _ text: UnsafeRawBufferPointer) {
        mark(slot, CLUA_SLOT_TEXT)
        slots[slot].text = text.baseAddress
        slots[slot].integer = Int64(text.count)
    }

    /// Sets a slot to nil, as `set(slot: 3, nil)`.
    public func set(slot: Int, _ value: Never?) {
        setNil(slot: slot)
    }

    private func mark(_ slot: Int, _ kind: Int32) {
        precondition(slot >= 0 && slot < slotCount, "slot \(slot) of a cursor of \(slotCount)")
        slots[slot].kind = kind
        slots[slot].generation = pointer.pointee.generation
    }

    /// Enters the cursor in a state's table at its first use there.
    func attach(to state: LuaState) throws(LuaConversionError) -> LuaRecordRegistration {
        if let registration, references === state.references { return registration }
        guard references == nil else { throw LuaConversionError(description: "a cursor of '\(type.name)' serves another state") }
        guard let found = state.records[ObjectIdentifier(type)] else {
            throw LuaConversionError(description: "the record type '\(type.name)' is not registered")
        }
        guard clua_cursor_attach(state.guardian, pointer) else { throw .stackOverflow }
        references = state.references
        registration = found
        return found
    }
}
