import Formats
import Testing

@Suite struct CheckCommandTests {
    let shop: Shop

    init() throws {
        shop = try Shop(["ann@example.com": "free"])
    }

    @Test func aCleanWorkspace() throws {
        try shop.folder.write("contact.all():update { plan = 'pro' }\n", to: "shop/scripts/a.lua")
        let outcome = try shop("check", "--strict")
        #expect(outcome.status == 0)
        #expect(outcome.output == "1 script: 0 errors, 0 warnings\n")
        #expect(outcome.errors == "")
    }

    @Test func errorsAndWarnings() throws {
        try shop.folder.write("contact.all():update { plam = 'pro' }\n", to: "shop/scripts/a.lua")
        try shop.folder.write("contact.all():delete()\n", to: "shop/scripts/b.lua")
        let outcome = try shop("check")
        #expect(outcome.status == 1)
        #expect(
            outcome.output == """
                shop/scripts/a.lua:1: unknown-field: no field 'plam'; did you mean 'plan'?
                shop/scripts/b.lua:1: delete-without-guard: contacts are deleted without a limit of the job's; add guard = { deletes = … } to job { … }
                2 scripts: 1 error, 1 warning

                """)
        #expect(try shop("check", "shop/scripts/b.lua").status == 0)
        #expect(try shop("check", "shop/scripts/b.lua", "--strict").status == 1)
        #expect(try shop("check", "shop/scripts/none.lua").status == 6)
        let json = try shop("check", "--json")
        #expect(json.status == 1)
        #expect(
            try json.json().arrayValue?.first == [
                "script": "shop/scripts/a.lua", "line": 1, "rule": "unknown-field", "level": "error", "message": "no field 'plam'",
                "fix": "did you mean 'plan'?",
            ])
    }
}
