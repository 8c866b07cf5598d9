import Glibc
import Testing

/// A workspace that this user may not write to. Root may write anywhere, so the program runs as somebody else there.
@Suite struct ReadOnlyTests {
    @Test func aReadOnlyWorkspaceIsUnusableAndUnchanged() throws {
        let shop = try Shop(["ann@example.com": "free"])
        let before = try shop.digest()
        // The program's own folder may be closed to other users: they get a copy.
        let prepared = try Program.shell(
            "cp \"$LUNATION\" lunation && chmod 755 . lunation && chmod -R a+rX,a-w shop && rm -f shop/contacts.db-*", in: shop.folder)
        try #require(prepared.status == 0, "\(prepared)")
        let user = geteuid() == 0 ? "setpriv --reuid 65534 --regid 65534 --clear-groups " : ""
        let run = try Program.shell(
            "exec \(user)./lunation run --workspace shop --eval 'contact.get(\"ann@example.com\").fields.plan = \"pro\"'", in: shop.folder)
        #expect(run.status == 6, "\(run)")
        #expect(run.errors.hasPrefix("error: "), "\(run)")
        #expect(run.errors.contains("shop/contacts.db"), "\(run)")
        #expect(run.output == "")
        #expect(try Program.shell("chmod -R u+w shop", in: shop.folder).status == 0)
        #expect(try shop.digest() == before)
    }
}
