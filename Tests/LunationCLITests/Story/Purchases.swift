import Foundation
import Testing

/// The shop's log of purchases, counted straight from the text of the file and with none of the program's code.
struct Purchases {
    struct Customer {
        var rows = 0
        var cents = 0
        /// yyyymmdd, which sorts as the days do.
        var last = 0
    }

    private(set) var customers: [Int: Customer] = [:]
    private(set) var rows = 0
    private(set) var distinctRows: Set<String> = []

    static let path = Program.package + "/scripts/data/CDNOW_master.txt.gz"
    static let log = Result { try Purchases() }

    private init() throws {
        let folder = try Folder()
        let unpacked = try Program.shell("gzip -cd '\(Self.path)'", in: folder)
        try #require(unpacked.status == 0)
        for line in unpacked.output.split(whereSeparator: \.isNewline).dropFirst() {
            let words = line.split(separator: " ")
            try #require(words.count == 4, "\(line)")
            let dollars = words[3].split(separator: ".")
            var customer = customers[Int(words[0]) ?? -1, default: Customer()]
            customer.rows += 1
            customer.last = max(customer.last, Int(words[1]) ?? 0)
            customer.cents += (Int(dollars[0]) ?? 0) * 100 + (Int(dollars[1]) ?? 0)
            customers[Int(words[0]) ?? -1] = customer
            rows += 1
            distinctRows.insert(words.joined(separator: " "))
        }
    }

    /// Customers whose last purchase is before a day, yyyymmdd.
    func idle(since day: Int) -> Int { customers.values.count { $0.last < day } }

    func count(_ test: (Customer) -> Bool) -> Int { customers.values.count(where: test) }

    /// What the customers who spent most have spent, in cents.
    func spend(ofTop count: Int) -> Int { customers.values.map(\.cents).sorted(by: >).prefix(count).reduce(0, +) }
}
