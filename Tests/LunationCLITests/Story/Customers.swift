import Foundation
import Testing

/// The real customers, converted and imported once for all tests.
enum Customers {
    /// The day after the log's last.
    static let now = "1998-07-01"
    static let base = Result { try imported() }

    /// What the two imports answered.
    struct Base {
        let folder: Folder
        let contacts: Outcome
        let events: Outcome

        /// For tests that only read.
        var shop: Shop { Shop(folder, now: Customers.now) }

        /// For tests that write.
        func copy() throws -> Shop {
            let folder = try Folder()
            try FileManager.default.copyItem(atPath: self.folder["shop"], toPath: folder["shop"])
            return Shop(folder, now: Customers.now)
        }
    }

    private static func imported() throws -> Base {
        var shop = try Shop()
        shop.now = now
        let converted = try Program.shell("'\(Program.package)/scripts/convert-cdnow' '\(Purchases.path)' .", in: shop.folder)
        try #require(converted.status == 0, "\(converted)")
        let contacts = try shop.succeed("import", "contacts.csv", "--create-fields", "--json")
        let events = try shop.succeed("events", "import", "purchases.csv", "--name", "Purchase", "--json")
        return Base(folder: shop.folder, contacts: contacts, events: events)
    }
}
