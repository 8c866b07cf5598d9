import Formats
import Testing

/// What editors get.
@Suite struct StubsTests {
    @Test func initWritesThemAndStubsRefreshesThem() throws {
        let shop = try Shop()
        let file = "shop/.lunation/library/lunation.lua"
        #expect(try shop.folder.text(file).hasPrefix("---@meta\n"))
        #expect(try shop.folder.text("shop/.luarc.json").contains("\"library\": [\".lunation/library\"]"))
        try shop.succeed("run", "--eval", "field.create { name = 'Coupon', type = 'text' }")
        #expect(!(try shop.folder.text(file).contains("coupon")))
        #expect(try shop("stubs").output == "wrote shop/.lunation/library/lunation.lua\n")
        #expect(try shop.folder.text(file).contains("---@field coupon string? The field Coupon.\n"))
        #expect(try shop("stubs", "--json").json() == ["files": ["shop/.lunation/library/lunation.lua"]])
    }
}
