import ContactStore
import Contacts
import Lua

/// Hands contacts to Lua as records: rows of a loop through a cursor's slots, any other by its key.
///
/// A loop learns on its first rows which properties its body reads; from then on they come with the row, straight from the
/// database's memory into Lua's.
final class RowReader {
    private let snapshot: Snapshot
    private let columns: [ContactColumn]
    private var loops: [OpenLoop] = []
    /// Set once, when the record type that needs this reader is made. Weak: the type, which the Lua state holds, holds this.
    private(set) weak var type: LuaRecordType?

    private let seen: SeenTexts?

    init(snapshot: Snapshot, veil: DataVeil) {
        self.snapshot = snapshot
        seen = veil.seen
        self.columns = [.id, .email, .status, .createdAt, .updatedAt] + snapshot.catalog.fields.map { .field($0) }
    }

    /// The slot of `c.lists`, which is an object and never a value of the row.
    var listsSlot: Int { columns.count }

    /// The slot of `c.suppressed`, which is asked for of each contact.
    var suppressedSlot: Int { columns.count + 1 }

    func use(_ type: LuaRecordType) { self.type = type }

    func loop(over query: ContactQuery, _ type: LuaRecordType) throws -> RowLoop {
        let loop = RowLoop(cursor: try snapshot.cursor(query), type: type, columns: columns, snapshot: snapshot, seen: seen)
        loops.removeAll { $0.loop?.isDone ?? true }
        loops.append(OpenLoop(loop: loop))
        return loop
    }

    /// Pushes a value that no loop holds, and lets the loop that stands at the contact bring it from now on.
    func load(_ call: LuaCall, _ key: Int64, _ slot: Int) throws -> Int32 {
        guard slot < columns.count else {
            if slot == listsSlot {
                call.push(ContactListsObject(key: ContactKey(key)))
            } else {
                call.push(try snapshot.isSuppressed(ContactKey(key)))
            }
            return 1
        }
        let column = columns[slot]
        if let loop = loops.last(where: { $0.loop?.key == key })?.loop { loop.cursor.include(column) }
        try snapshot.withValue(column, of: ContactKey(key)) { value in
            if case .field = column { seen?.insert(value) }
            call.push(value)
        }
        return 1
    }

    /// Any contact may have changed.
    func invalidateAll() {
        for open in loops { open.loop?.invalidate() }
    }

    /// A contact has changed: loops that stand at it must not show what they have read of it.
    func invalidate(_ key: ContactKey) {
        for open in loops where open.loop?.key == key.rawValue { open.loop?.invalidate() }
    }

    /// A loop that Lua holds. Held here too it would keep the run's whole context, which its rows' type knows, alive for ever.
    private struct OpenLoop {
        weak var loop: RowLoop?
    }
}
