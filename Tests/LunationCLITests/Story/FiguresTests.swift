import Formats
import Testing

/// Counts of the real customers, against an independent counter of the file.
@Suite struct FiguresTests {
    let log: Purchases
    let base: Customers.Base
    var shop: Shop { base.shop }

    init() throws {
        log = try Purchases.log.get()
        base = try Customers.base.get()
    }

    @Test func everyRowOfTheLogIsAnEvent() throws {
        #expect(log.rows == 69_659)
        #expect(log.distinctRows.count < log.rows, "the log has exact duplicates, which count")
        let events = try base.events.json()
        #expect(events["rows"] == 69_659)
        #expect(events["created"] == 69_659)
        #expect(events["rejected"] == 0)
        #expect(try base.contacts.json()["created"] == 23_570)
        #expect(log.customers.count == 23_570)
    }

    @Test func aScriptReadsEveryEvent() throws {
        let script = """
            local contacts, events, cents = 0, 0, 0
            for c in contact.all():each() do
              contacts = contacts + 1
              for e in c:events("Purchase") do
                events = events + 1
                cents = cents + math.floor(e.params.amount * 100 + 0.5)
              end
            end
            print(contacts, events, cents)
            """
        let outcome = try shop("plan", "--eval", script)
        let spent = log.spend(ofTop: log.customers.count)
        #expect(outcome.errors == "23570\t69659\t\(spent)\n")
        #expect(outcome.status == 0)
    }

    @Test func theFiguresThatTheLogIsKnownFor() throws {
        #expect(try shop.count("contact.fields.last_purchase:before(time.days_ago(365))") == 15_238)
        #expect(try shop.count("contact.events(\"Purchase\"):count():eq(1)") == 11_908)
        #expect(log.idle(since: 19_970_701) == 15_238)
        #expect(log.count { $0.rows == 1 } == 11_908)
    }

    /// The first day on which a purchase is not yet too old, by a calendar that is not the program's.
    @Test(arguments: [(90, 19_980_402), (180, 19_980_102), (365, 19_970_701)])
    func idleCustomers(days: Int, since: Int) throws {
        let expected = log.idle(since: since)
        #expect(expected > 0)
        #expect(try shop.count("contact.fields.last_purchase:before(time.days_ago(\(days)))") == expected)
        #expect(try shop.count("contact.fields.last_purchase:older_than \"\(days)d\"") == expected)
        #expect(try shop.count("contact.events(\"Purchase\"):last():before(time.days_ago(\(days)))") == expected)
        #expect(try shop.count("contact.events(\"Purchase\"):within(\"\(days)d\"):none()") == expected)
        #expect(try shop.count("~contact.fields.last_purchase:before(time.days_ago(\(days)))") == 23_570 - expected)
    }

    @Test(arguments: 1...4)
    func customersByNumberOfPurchases(count: Int) throws {
        #expect(try shop.count("contact.events(\"Purchase\"):count():ge(\(count))") == log.count { $0.rows >= count })
        #expect(try shop.count("contact.fields.purchases:eq(\(count))") == log.count { $0.rows == count })
    }

    @Test func spendOverAThreshold() throws {
        // Between two cents, so that no rounding of a sum decides.
        let expected = log.count { $0.cents > 100_000 }
        #expect(expected > 0)
        #expect(try shop.count("contact.events(\"Purchase\"):sum(\"amount\"):gt(1000.005)") == expected)
        #expect(try shop.count("contact.fields.spent:gt(1000.005)") == expected)
    }

    @Test func theTopOnePercentsShareOfSpend() throws {
        let top = 23_570 / 100
        let folder = try Folder()
        let exported = try base.copy()(
            "export", folder["top.csv"], "--where", "contact.all():order_by(\"fields.spent\", \"desc\"):limit(\(top))", "--columns",
            "email,spent")
        #expect(exported.status == 0)
        let rows = try folder.text("top.csv").split(whereSeparator: \.isNewline)
        #expect(rows.first == "email,spent")
        let cents = rows.dropFirst().map { row in
            Int(((Double(row.split(separator: ",")[1]) ?? .nan) * 100).rounded())
        }
        #expect(cents.count == top)
        #expect(cents == cents.sorted(by: >))
        #expect(cents.reduce(0, +) == log.spend(ofTop: top))
    }
}
