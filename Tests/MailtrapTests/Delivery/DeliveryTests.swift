import ContactStore
import Contacts
import Formats
import Mailtrap
import Scheduling
import Testing

struct DeliveryTests {
    static let people = """
        email,plan,score,vip
        ann@example.com,free,1.5,true
        bob@example.com,pro,2,false
        cyd@example.com,,,
        dee@example.com,pro,10,true
        """

    private func calls(_ fixture: DeliveryFixture) -> [String: Int] { fixture.account.read { $0.calls } }

    @Test func withoutAnAccountNothingIsQueued() throws {
        let fixture = try DeliveryFixture(isConnected: false)
        try fixture.load(Self.people)
        #expect(try fixture.store.deliveryStatus().counts.isEmpty)
    }

    @Test func anImportOfManyIsOneCall() throws {
        let fixture = try DeliveryFixture()
        try fixture.load(Self.people) { $0.lists = ["Customers"] }
        let report = try fixture.push()
        #expect(report.imports == 1)
        #expect(report.contacts == 4)
        #expect(calls(fixture)["import"] == 1)
        #expect(calls(fixture)["update"] == nil)
        try fixture.expectSame()
        #expect(try fixture.store.deliveryStatus().isDone)
        // Nothing is told twice.
        #expect(try fixture.push().isEmpty)
    }

    @Test func aContactOrTwoNeedNoImport() throws {
        let fixture = try DeliveryFixture()
        try fixture.load("email,plan\nann@example.com,free\nbob@example.com,pro")
        #expect(try fixture.push().updates == 2)
        #expect(calls(fixture)["import"] == nil)
        try fixture.expectSame()
    }

    @Test func eachChangeTakesTheCallThatCanCarryIt() throws {
        let fixture = try DeliveryFixture()
        try fixture.load(Self.people + "\neve@example.com,free,1,true\nfay@example.com,free,1,true\ngus@example.com,pro,1,")
        try fixture.push()
        try fixture.commit { snapshot in
            let plan = try #require(snapshot.catalog.field(tagged: "plan"))
            let list = try snapshot.createList("Sunset")
            for name in ["ann", "bob", "eve", "fay"] {
                try snapshot.stage(.set(plan, .text("gold")), on: fixture.key("\(name)@example.com", in: snapshot))
            }
            try snapshot.stage(.join(list), on: fixture.key("bob@example.com", in: snapshot))
            try snapshot.stage(.set(plan, nil), on: fixture.key("dee@example.com", in: snapshot))
            try snapshot.stage(.unsubscribe(reason: "asked"), on: fixture.key("eve@example.com", in: snapshot))
            try snapshot.stage(.delete, on: fixture.key("gus@example.com", in: snapshot))
            try snapshot.stage(.fire(EventDraft(name: "Hello")), on: fixture.key("ann@example.com", in: snapshot))
        }
        fixture.account.change { $0.log = [] }
        let report = try fixture.push()
        try fixture.expectSame()
        #expect(report.imports == 1)
        #expect(report.updates == 2)
        #expect(report.deletions == 1)
        #expect(report.events == 1)
        #expect(report.shared == 1)
        // The list first, the import before the event of one of its contacts.
        let log = fixture.account.read { $0.log }
        #expect(log.prefix(3) == ["list search", "list create Sunset", "import 3"])
        #expect(
            Set(log.dropFirst(4)) == [
                "update dee@example.com", "update eve@example.com", "delete gus@example.com", "event ann@example.com",
            ])
    }

    @Test func changesOfOneContactGoTogether() throws {
        let fixture = try DeliveryFixture()
        try fixture.load(Self.people)
        try fixture.push()
        for plan in ["a", "b", "c"] {
            try fixture.commit {
                try $0.stage(.set(#require($0.catalog.field(tagged: "plan")), .text(plan)), on: fixture.key("ann@example.com", in: $0))
            }
        }
        try fixture.commit { try $0.stage(.unsubscribe(), on: fixture.key("ann@example.com", in: $0)) }
        #expect(try fixture.push().updates == 1)
        try fixture.expectSame()
    }

    /// An event stands between what was before it and what came after it.
    @Test func anEventKeepsItsPlace() throws {
        let fixture = try DeliveryFixture()
        try fixture.load(Self.people)
        for plan in ["a", "b"] {
            try fixture.commit {
                let ann = try fixture.key("ann@example.com", in: $0)
                try $0.stage(.set(#require($0.catalog.field(tagged: "plan")), .text(plan)), on: ann)
                try $0.stage(.fire(EventDraft(name: "Moved", parameters: EventParameters([("to", .text(plan))]))), on: ann)
            }
        }
        try fixture.push()
        let events = fixture.account.read { $0.events }
        #expect(events.map { $0.params["to"] } == ["a", "b"])
        #expect(events.map { $0.fields["plan"] } == ["a", "b"])
        try fixture.expectSame()
    }

    /// What an import created and a later run has changed before it was delivered is created as it was.
    @Test func aCreationIsAsItWas() throws {
        let fixture = try DeliveryFixture()
        try fixture.load(Self.people) { $0.lists = ["Customers"] }
        try fixture.commit { try $0.stage(.fire(EventDraft(name: "Hello")), on: fixture.key("ann@example.com", in: $0)) }
        try fixture.commit {
            let ann = try fixture.key("ann@example.com", in: $0)
            try $0.stage(.set(#require($0.catalog.field(tagged: "plan")), .text("gold")), on: ann)
            try $0.stage(.leave(#require($0.catalog.list(named: "Customers"))), on: ann)
            try $0.stage(.unsubscribe(), on: ann)
        }
        try fixture.commit { try $0.stage(.fire(EventDraft(name: "Again")), on: fixture.key("ann@example.com", in: $0)) }
        try fixture.commit { try $0.stage(.delete, on: fixture.key("ann@example.com", in: $0)) }
        try fixture.push()
        let events = fixture.account.read { $0.events }
        #expect(events.map { $0.fields["plan"] } == ["free", "gold"])
        try fixture.expectSame()
    }

    @Test func whatComesBeforeADeletionNeedsNoCall() throws {
        let fixture = try DeliveryFixture()
        try fixture.load(Self.people)
        try fixture.push()
        try fixture.commit {
            try $0.stage(.set(#require($0.catalog.field(tagged: "plan")), nil), on: fixture.key("ann@example.com", in: $0))
        }
        try fixture.commit { try $0.stage(.delete, on: fixture.key("ann@example.com", in: $0)) }
        let report = try fixture.push()
        #expect(report.deletions == 1)
        #expect(report.updates == 0)
        try fixture.expectSame()
    }

    /// A deletion does not meet who comes under the same address.
    @Test func anAddressChangesHands() throws {
        let fixture = try DeliveryFixture()
        try fixture.load(Self.people)
        try fixture.push()
        try fixture.commit { try $0.stage(.delete, on: fixture.key("ann@example.com", in: $0)) }
        try fixture.load("email,plan\nann@example.com,new\nhal@example.com,new\nida@example.com,new")
        try fixture.push()
        #expect(fixture.account.read { $0.contacts["ann@example.com"]?.fields } == ["plan": "new"])
        try fixture.expectSame()
    }

    /// Another address is a change of the contact that the account knows by the old one; whoever takes that comes after.
    @Test func aContactTakesAnotherAddress() throws {
        let fixture = try DeliveryFixture()
        try fixture.load(Self.people)
        try fixture.push()
        try fixture.commit {
            let ann = try fixture.key("ann@example.com", in: $0)
            try $0.stage(.set(#require($0.catalog.field(tagged: "plan")), .text("gold")), on: ann)
            try $0.changeAddress(of: ann, to: EmailAddress("anna@example.com"))
            try $0.stage(.fire(EventDraft(name: "Hello")), on: ann)
        }
        try fixture.load("email,plan\nann@example.com,new\nhal@example.com,new\nida@example.com,new")
        let report = try fixture.push()
        try fixture.expectSame()
        #expect(report.refused == 0)
        #expect(fixture.account.read { $0.events.map(\.email) } == ["anna@example.com"])
        #expect(fixture.account.read { $0.contacts["anna@example.com"]?.fields["plan"] } == "gold")
        // And goes by it.
        try fixture.commit { try $0.stage(.delete, on: fixture.key("anna@example.com", in: $0)) }
        try fixture.push()
        try fixture.expectSame()
    }

    /// Within one run, whoever gives an address up goes before whoever takes it.
    @Test func addressesAreHandedOn() throws {
        let fixture = try DeliveryFixture()
        try fixture.load(Self.people)
        try fixture.push()
        try fixture.commit { snapshot in
            let keys = try ["ann", "bob", "cyd"].map { try fixture.key("\($0)@example.com", in: snapshot) }
            for (key, name) in zip(keys.reversed(), ["zoe", "cyd", "bob"]) {
                try snapshot.changeAddress(of: key, to: EmailAddress("\(name)@example.com"))
            }
        }
        #expect(try fixture.push().refused == 0)
        try fixture.expectSame()
    }

    /// A request's creation is journalled without its values, as an import's is.
    @Test func whatIsNotDeliveredYetGoesByTheOldAddress() throws {
        let fixture = try DeliveryFixture()
        try fixture.load("email,plan\nann@example.com,free\nbob@example.com,free")
        try fixture.commit {
            let ann = try fixture.key("ann@example.com", in: $0)
            try $0.changeAddress(of: ann, to: EmailAddress("anna@example.com"))
        }
        try fixture.commit { try $0.stage(.delete, on: fixture.key("anna@example.com", in: $0)) }
        try fixture.push()
        try fixture.expectSame()
    }

    @Test func aListThatGoesTakesItsMembersAlong() throws {
        let fixture = try DeliveryFixture()
        try fixture.load(Self.people) { $0.lists = ["Customers"] }
        try fixture.push()
        let before = calls(fixture)
        let run = try fixture.commit { _ = try $0.deleteList(#require($0.catalog.list(named: "Customers"))) }
        #expect(try fixture.push().shared == 1)
        #expect(calls(fixture)["import"] == before["import"])
        try fixture.expectSame()
        // It comes back with its members.
        _ = try fixture.undo(run.id)
        try fixture.push()
        try fixture.expectSame()
        #expect(fixture.account.read { $0.contacts["ann@example.com"]?.lists.count } == 1)
    }

    @Test func listsMayChangeNamesInACircle() throws {
        let fixture = try DeliveryFixture()
        try fixture.load(Self.people) { $0.lists = ["A", "B"] }
        try fixture.push()
        try fixture.commit { snapshot in
            let (a, b) = (try #require(snapshot.catalog.list(named: "A")), try #require(snapshot.catalog.list(named: "B")))
            let moved = try snapshot.renameList(a, to: "C")
            _ = try snapshot.renameList(b, to: "A")
            _ = try snapshot.renameList(moved, to: "B")
        }
        #expect(try fixture.push().refused == 0)
        let names = Dictionary(uniqueKeysWithValues: try fixture.store.remoteLists().map { ($0.remote, $0.name) })
        #expect(fixture.account.read { $0.lists } == names)
        #expect(Set(names.values) == ["A", "B"])
        try fixture.expectSame()
    }

    /// An undo brings a list back while nobody knows whether its deletion has arrived.
    @Test(arguments: [AccountModel.Fault.closedAfter, .closedBefore])
    func aListComesBackWhileItsDeletionIsUncertain(_ fault: AccountModel.Fault) throws {
        let fixture = try DeliveryFixture()
        try fixture.load(Self.people) { $0.lists = ["A"] }
        try fixture.push()
        let run = try fixture.commit { _ = try $0.deleteList(#require($0.catalog.list(named: "A"))) }
        let faults = OneFault(fault, of: "list", count: 1)
        fixture.account.change { $0.fault = { faults.next($0) } }
        #expect(throws: DeliveryError.self) { try fixture.push { $0.failures = 1 } }
        fixture.account.change { $0.fault = { _ in nil } }
        #expect(fixture.account.read { $0.lists.isEmpty } == (fault == .closedAfter))
        _ = try fixture.undo(run.id)
        #expect(try fixture.push().refused == 0)
        try fixture.expectSame()
    }

    @Test func namesThatTheAccountHasAlreadyAreTaken() throws {
        let fixture = try DeliveryFixture()
        fixture.account.change {
            $0.lists[7] = "Customers"
            $0.fields[8] = FieldResource(id: 8, name: "Plan", dataType: "text", mergeTag: "plan")
        }
        try fixture.load("email,plan\nann@example.com,free") { $0.lists = ["Customers"] }
        #expect(try fixture.push().shared == 0)
        try fixture.expectSame()
        #expect(try fixture.store.remoteLists().map(\.remote) == [7])
    }

    @Test func aFieldOfAnotherTypeIsRefused() throws {
        let fixture = try DeliveryFixture()
        fixture.account.change { $0.fields[8] = FieldResource(id: 8, name: "Plan", dataType: "integer", mergeTag: "plan") }
        try fixture.load("email,plan\nann@example.com,free\nbob@example.com,")
        #expect(try fixture.push().refused == 2)
        let items = try fixture.store.deliveries()
        #expect(items.map(\.title) == ["field plan", "update"])
        #expect(
            items.map(\.message) == [
                "422: merge_tag is that of a field of the type integer",
                "field plan is not in the account: 422: merge_tag is that of a field of the type integer",
            ])
        // Who has nothing to say of it is delivered.
        #expect(fixture.account.read { $0.contacts.keys.sorted() } == ["bob@example.com"])
    }
}
