import ContactStore
import Contacts
import Formats
import Mailtrap
import Scheduling
import Testing

/// What the account refuses, puts off or does not answer.
struct DeliveryRefusalTests {
    @Test func aRowThatIsRefusedIsSetAside() throws {
        let fixture = try DeliveryFixture()
        fixture.account.change { $0.refused = ["bob@example.com": "top level domain is too short"] }
        try fixture.load(DeliveryTests.people)
        let report = try fixture.push()
        #expect(report.refused == 1)
        #expect(report.contacts == 3)
        #expect(fixture.account.read { $0.calls["import"] } == 2)
        let items = try fixture.store.deliveries()
        #expect(items.map(\.message) == ["email top level domain is too short"])
        #expect(items.map(\.email) == ["bob@example.com"])
        #expect(try fixture.store.deliveryStatus().needsAttention)
        // Once it is mended it goes out, as it is by then.
        fixture.account.change { $0.refused = [:] }
        try fixture.commit {
            try $0.stage(.set(#require($0.catalog.field(tagged: "plan")), .text("gold")), on: fixture.key("bob@example.com", in: $0))
        }
        #expect(try fixture.store.retryDeliveries() == 1)
        try fixture.push()
        try fixture.expectSame()
        #expect(try !fixture.store.deliveryStatus().needsAttention)
    }

    @Test func whatIsGivenUpIsForgotten() throws {
        let fixture = try DeliveryFixture()
        fixture.account.change { $0.refused = ["ann@example.com": "is invalid"] }
        try fixture.load("email\nann@example.com")
        try fixture.push()
        #expect(try fixture.store.deliveries().map(\.message) == ["422: is invalid"])
        #expect(try fixture.store.dropDeliveries() == 1)
        #expect(try fixture.store.deliveries().isEmpty)
        #expect(try fixture.push().isEmpty)
    }

    @Test func anImportThatTheAccountFailsIsTriedAgainOnce() throws {
        let fixture = try DeliveryFixture()
        fixture.account.change { $0.failsImports = 1 }
        try fixture.load(DeliveryTests.people)
        try fixture.push()
        try fixture.expectSame()
        fixture.account.change { $0.failsImports = 2 }
        try fixture.commit { try $0.stage(.set(#require($0.catalog.field(tagged: "plan")), .text("gold")), on: ContactQuery()) }
        #expect(try fixture.push().refused == 4)
        #expect(Set(try fixture.store.deliveries().map(\.message)) == ["the account has failed the import, and does not say why"])
    }

    @Test func contactsPastThePlansLimitAreCounted() throws {
        let fixture = try DeliveryFixture()
        fixture.account.change { $0.overLimit = 2 }
        try fixture.load(DeliveryTests.people)
        #expect(try fixture.push().overLimit == 2)
    }

    @Test func aTokenThatIsNotTakenStopsEverything() throws {
        let fixture = try DeliveryFixture()
        try fixture.load(DeliveryTests.people)
        let denied = DenyingChannel(status: 401)
        #expect {
            try DeliveryPusher(DeliveryQueue(fixture.store), channel: denied, options: fixture.options()).push()
        } throws: { error in
            "\(error)" == "deliveries stopped: the account refused it: 401: the token was not accepted; what is queued stays queued; "
                + "'lunation remote show' says which token it is"
        }
        #expect(try fixture.store.deliveryStatus()[.queued] == 7)
        try fixture.push()
        try fixture.expectSame()
    }

    @Test func anAccountThatCannotBeReachedIsLeft() throws {
        let fixture = try DeliveryFixture()
        try fixture.load(DeliveryTests.people)
        fixture.account.change { $0.fault = { _ in .refusedConnection } }
        #expect {
            try fixture.push()
        } throws: { error in
            "\(error)" == "deliveries stopped: the account could not be reached (connection refused); what is queued stays queued, "
                + "and 'lunation sync push' goes on with it"
        }
        fixture.account.change { $0.fault = { _ in nil } }
        try fixture.push()
        try fixture.expectSame()
    }

    /// One that the server fails on again and again is set aside once others have gone through.
    @Test func onePoisonedContactDoesNotHoldUpTheRest() throws {
        let fixture = try DeliveryFixture()
        let channel = PoisonedChannel(account: fixture.account, email: "bob@example.com")
        try fixture.load(DeliveryTests.people)
        try fixture.push()
        var failure: (any Error)?
        for round in 0..<20 {
            try fixture.commit {
                try $0.stage(
                    .set(#require($0.catalog.field(tagged: "plan")), .text("\(round)")), on: fixture.key("ann@example.com", in: $0))
            }
            if round == 0 {
                try fixture.commit { try $0.stage(.unsubscribe(), on: fixture.key("bob@example.com", in: $0)) }
            }
            var options = fixture.options()
            options.failures = 1
            do {
                _ = try DeliveryPusher(DeliveryQueue(fixture.store), channel: channel, options: options).push()
            } catch {
                failure = error
            }
        }
        #expect(failure is DeliveryError)
        #expect(try fixture.store.deliveries().map(\.email) == ["bob@example.com"])
        #expect(fixture.account.read { $0.contacts["ann@example.com"]?.fields["plan"] } == "19")
    }
}
