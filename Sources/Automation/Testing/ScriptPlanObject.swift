import ContactStore
import Contacts
import Lua

/// A plan as a test holds it: every change of it, not a sample.
final class ScriptPlanObject: LuaObject {
    static let luaClass = "TestPlan"

    let plan: Plan

    init(_ plan: Plan) {
        self.plan = plan
    }

    /// What can be counted.
    enum Counted: String, CaseIterable {
        case event, change, create, delete, erase, update, unsubscribe, resubscribe
        case addTo = "add_to"
        case removeFrom = "remove_from"
    }

    /// How many events, or how many contacts something happens to; a name narrows it to an event, a field or a list.
    func count(_ counted: Counted, _ name: String?) -> Int {
        switch counted {
        case .event: plan.sample.reduce(0) { sum, diff in sum + diff.events.count { name == nil || $0.name == name } }
        case .change: plan.sample.count { !$0.changes.isEmpty }
        case .create: contacts { $0.kind == .createContact }
        case .delete: contacts { $0.kind == .deleteContact }
        case .erase: contacts { $0.kind == .eraseContact }
        case .update: remaining { $0.kind == .field && (name == nil || $0.property == "fields.\(name ?? "")") }
        case .unsubscribe: remaining { $0.kind == .status && $0.after != Self.subscribed }
        case .resubscribe: remaining { $0.kind == .status && $0.after == Self.subscribed }
        case .addTo: remaining { Self.isList($0, name) && $0.after == .boolean(true) }
        case .removeFrom: remaining { Self.isList($0, name) && $0.after != .boolean(true) }
        }
    }

    private static let subscribed = Value.text(SubscriptionStatus.subscribed.rawValue)

    private static func isList(_ change: PropertyChange, _ name: String?) -> Bool {
        change.kind == .list && (name == nil || change.property == "list \(name ?? "")")
    }

    private func contacts(_ isCounted: (PropertyChange) -> Bool) -> Int {
        plan.sample.count { $0.changes.contains(where: isCounted) }
    }

    /// What goes with a deleted contact is not counted beside it.
    private func remaining(_ isCounted: (PropertyChange) -> Bool) -> Int {
        plan.sample.count { diff in
            !diff.changes.contains { $0.kind == .deleteContact || $0.kind == .eraseContact } && diff.changes.contains(where: isCounted)
        }
    }
}
