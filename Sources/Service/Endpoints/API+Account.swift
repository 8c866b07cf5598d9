import Automation
import ContactStore
import Logging

extension API {
    func accounts(_ exchange: Exchange) -> Answer {
        .json { json in
            json.array(CollectionOfOne(exchange.caller)) { json, caller in
                json.object { json in
                    json.member("id", settings.account)
                    json.member("name", accountName)
                    json.member("access_levels") { $0.array(CollectionOfOne(caller?.accessLevel ?? 10)) { $0.integer($1) } }
                }
            }
        }
    }

    /// Whether the process answers at all.
    func health() -> Answer { .json { $0.raw(#"{"status":"ok"}"#) } }

    /// Whether contacts can be read and written.
    func readiness() throws(APIFailure) -> Answer {
        do {
            try store.checkWritable()
            _ = try reader.list(0)
        } catch {
            log.error("not ready: \(error)")
            throw .notReady
        }
        return .json { $0.raw(#"{"status":"ready"}"#) }
    }
}
