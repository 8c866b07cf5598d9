import ContactStore
import Contacts
import Lua

/// The global `suppression`: the addresses that the sending side blocks, for scripts to read.
struct SuppressionBindings {
    let context: RunContext

    private var snapshot: Snapshot { context.snapshot }

    var module: LuaModule {
        LuaModule(
            name: "suppression", doc: "The addresses that the sending side blocks, contacts or not; scripts read them alone.",
            members: [
                .function(
                    "has", doc: "Whether an address is blocked.", parameters: [LuaParameter("email", "string")], returns: ["boolean"]
                ) { call in
                    // What is no address is nobody's, and not blocked.
                    call.push(try (try? EmailAddress(call.string(1))).map { try snapshot.isSuppressed($0) } ?? false)
                    return 1
                },
                .function("count", doc: "How many addresses are blocked.", returns: ["integer"]) { call in
                    call.push(Int64(try snapshot.suppressionCount()))
                    return 1
                },
                .function(
                    "each", doc: "Walks over the blocked addresses: for email, reason, at in suppression.each() do … end.",
                    returns: ["fun(): string?, string?, string?"]
                ) { call in
                    let cursor = try snapshot.suppressions()
                    call.pushFunction { call in
                        guard let suppression = try cursor.next() else {
                            call.pushNil()
                            return 1
                        }
                        call.push(suppression.email.value)
                        call.push(suppression.reason)
                        call.push(suppression.at.description)
                        return 3
                    }
                    return 1
                },
            ])
    }
}
