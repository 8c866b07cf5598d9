import Lunation
import Testing

@Test func `a host adds a binding of its own, plans and runs a script`() throws {
    let path = try TemporaryFolder.make()
    defer { TemporaryFolder.remove(path) }
    let seed = "field.create { name = 'Tier', type = 'text' } contact.create { email = 'ann@example.com' }"
    _ = try ScriptRunner(workspace: Workspace.create(at: path)).run(Script(name: "seed.lua", source: seed))
    // docs:begin
    let workspace = try Workspace.open(at: path)
    var runner = ScriptRunner(workspace: workspace)
    let email = LuaParameter("email", "string")
    let tier = LuaMember.function("tier", doc: "The tier of an address.", parameters: [email], returns: ["string"]) { call in
        call.push(try call.string(1).hasSuffix("@example.com") ? "gold" : "base")
        return 1
    }
    runner.options.bindings = [LuaModule(name: "crm", doc: "What the host knows of a customer.", members: [tier])]

    let script = Script(name: "tiers.lua", source: "for c in contact.all():each() do c.fields.tier = crm.tier(c.email) end")
    let plan = try runner.plan(script)
    print("\(plan.summary.changed) of \(plan.summary.base) contacts change")
    let outcome = try runner.run(script)
    print("run \(outcome.record.id): \(outcome.record.status)")
    // docs:end
    #expect(plan.summary.changed == 1)
    #expect(outcome.record.status == .committed)
    #expect(try runner.count(where: "contact.fields.tier:eq 'gold'") == 1)
}

@Test func `a host asks when a schedule fires`() throws {
    let berlin = try #require(Zone("Europe/Berlin"))
    let schedule = CronSchedule(try CronExpression("H 2 * * *", job: "tidy"), zone: berlin, rules: ClockRules(gap: .skip))
    let winter = try #require(Timestamp("2026-03-28T12:00:00Z"))
    let next = try #require(schedule.next(after: winter))
    #expect(berlin.date(of: next).description == "2026-03-30")
    #expect(schedule.previous(before: next).map(berlin.date)?.description == "2026-03-28")
}
