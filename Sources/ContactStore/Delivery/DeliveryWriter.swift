/// Queues what a commit has changed for delivery to the live account. Runs inside the commit's transaction, after its journal.
struct DeliveryWriter {
    let connection: any SQLConnection

    func queue(_ run: Int64) throws {
    }
}
