import ContactStore
import Contacts
import Formats
import Scheduling

/// A saved plan: a JSON document that people can read and `apply` commits.
///
/// ```json
/// { "format": "lunation-plan-1", "script": "…", "hash": "…", "now": "…", "sequence": 7,
///   "guard": { "changes": "5%" }, "lists": ["Sunset"], "fields": [ { "name": "…", "tag": "…", "type": "…" } ],
///   "deleted_lists": [ { "name": "…", "contacts": 3 } ], "deleted_fields": [ { "tag": "…", "contacts": 3 } ],
///   "renamed_lists": [ { "from": "…", "to": "…" } ], "state": [ { "job": "…", "key": "…", "before": …, "value": … } ],
///   "segments": [ { "name": "VIP", "before": null, "filter": ["list", 3, "VIP"] } ],
///   "contacts": [ { "email": "…", "changes": [ { "property": "fields.plan", "before": "free", "after": "pro" } ],
///                   "events": [ { "name": "…", "params": { … }, "key": "…", "at": "…" } ] } ] }
/// ```
enum PlanFile {
    static let format = "lunation-plan-1"

    /// Writes a plan, contact by contact, so that its size is no matter of memory.
    static func write(_ plan: Plan, _ snapshot: Snapshot, to path: String) throws {
        let writer = try ByteWriter(path: path)
        do {
            var head = try header(plan, snapshot).pretty()
            // The document's last brace comes after the contacts.
            head.removeLast(2)
            try writer.write(head + ",\n  \"contacts\": [")
            var isFirst = true
            try snapshot.forEachDiff { diff in
                try writer.write((isFirst ? "\n    " : ",\n    ") + PlanCoding.json(diff).compact())
                isFirst = false
            }
            try writer.write(isFirst ? "]\n}\n" : "\n  ]\n}\n")
            try writer.close()
        } catch {
            writer.discard()
            throw error
        }
    }

    private static func header(_ plan: Plan, _ snapshot: Snapshot) throws -> JSONValue {
        var object = JSONObject()
        object["format"] = .string(format)
        object["script"] = .string(plan.script)
        object["hash"] = .string(plan.hash)
        object["job"] = plan.job.map { .string($0) }
        object["now"] = .string(plan.now.description)
        object["sequence"] = .integer(plan.sequence)
        if plan.eventDelivery != .atLeastOnce { object["event_delivery"] = .string(plan.eventDelivery.rawValue) }
        if let delivery = plan.delivery, !delivery.isEmpty { object["delivery"] = .object(delivery.json) }
        var limits = JSONObject()
        for measure in ChangeGuard.Measure.allCases {
            limits[measure.rawValue] = plan.changeGuard.limits[measure].map { .string($0.description) }
        }
        object["guard"] = .object(limits)
        let created = plan.summary.groups
        object["lists"] = .array(created.filter { $0.kind == .createList }.map { .string($0.name) })
        object["fields"] = .array(
            created.filter { $0.kind == .createField }.compactMap { group in
                snapshot.catalog.field(id: group.target).map {
                    ["name": .string($0.name), "tag": .string($0.tag), "type": .string($0.type.rawValue)]
                }
            })
        let requests = (try? snapshot.stagedRequests()) ?? []
        if !requests.isEmpty { object["requests"] = .array(requests.map(PlanCoding.json)) }
        for (name, shared) in PlanShared.json(plan, snapshot) { object[name] = shared }
        let segments = try snapshot.stagedSegments()
        if !segments.isEmpty {
            object["segments"] = .array(
                segments.map { ["name": .string($0.name), "before": $0.before ?? .null, "filter": $0.after ?? .null] })
        }
        return .object(object)
    }
}
