import Testing

/// A workspace whose every value of a contact or an event is marked: it holds `qx`, or is a day or a number that nothing else has.
struct CanaryShop {
    let shop: Shop

    static let email = "qxann.o'neil@qxmail.example"

    init() throws {
        shop = try Shop()
        try shop.folder.write(
            """
            email,first_name,note,city,phone,birthday,score
            \(Self.email),Qxanna,"qxnote, of (some) words",Qxburg,+49 1511 76543210,1983-02-17,7754.25
            qxbob@qxpost.example,Qxbob,qxother,Qxtown,+49 1511 76543211,1984-02-18,7755.25

            """, to: "people.csv")
        try shop.succeed("import", "people.csv", "--create-fields")
        try shop.folder.write("email,at,item,key\n\(Self.email),2026-01-01,qxitem,qxkey-1\n", to: "events.csv")
        try shop.succeed("events", "import", "events.csv", "--name", "Purchase")
        try shop.folder.write(
            "guard: { changes: 100%, deletes: 100%, unsubscribes: 100% }\nhttp:\n  hosts: [\"127.0.0.1\"]\n", to: "shop/lunation.yml")
    }

    static let days = ["1983-02-17", "1984-02-18", "1999-12-24"]
    static let numbers = ["76543210", "7654321", "7754.25", "7755.25"]

    /// What of contacts a text holds; nil for nothing.
    static func canary(in text: String) -> String? {
        let text = text.lowercased()
        if let range = text.firstRange(of: "qx") { return String(text[range.lowerBound...].prefix(30)) }
        return (days + numbers).first { text.contains($0) }
    }
}
