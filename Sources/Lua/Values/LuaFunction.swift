import Synchronization

/// A Lua function kept by the host. It is usable while its state is.
public final class LuaFunction {
    let reference: Int32
    let references: LuaReferences

    init(reference: Int32, references: LuaReferences) {
        self.reference = reference
        self.references = references
    }

    deinit {
        references.release(reference)
    }
}

/// What host objects share with their state after it may be gone: references to give back at a safe moment, since a
/// `deinit` can run while Lua is at work.
final class LuaReferences: Sendable {
    private let released = Mutex<[Int32]>([])
    private let guardAddress: Mutex<UInt>

    init(guardAddress: UInt) {
        self.guardAddress = Mutex(guardAddress)
    }

    func release(_ reference: Int32) {
        released.withLock { $0.append(reference) }
    }

    func takeReleased() -> [Int32] {
        released.withLock { references in
            defer { references.removeAll(keepingCapacity: true) }
            return references
        }
    }

    /// The state's guard while it is open.
    var openGuard: OpaquePointer? {
        OpaquePointer(bitPattern: guardAddress.withLock { $0 })
    }

    func close() {
        guardAddress.withLock { $0 = 0 }
    }
}
