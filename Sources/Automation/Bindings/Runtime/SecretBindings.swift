import Contacts
import Lua

/// The global `secret`: named secrets, which no output shows.
struct SecretBindings {
    let context: RunContext

    var module: LuaModule {
        let context = context
        return LuaModule(
            name: "secret", doc: "Secrets by name, from secrets.yml or LUNATION_SECRET_NAME: secret.crm_token. No output shows them.",
            members: [
                .metamethod(
                    "__index", doc: "The value of a secret, by its name in any case.", parameters: [LuaParameter("name", "string")],
                    returns: ["string"]
                ) { call in
                    let name = try call.string(2)
                    guard let value = context.secrets[name] else {
                        let phrase = Suggestion.phrase(for: name.lowercased(), in: context.secrets.names)
                        throw call.usage(
                            "no secret \(call.quoted(name))\(phrase); put it into secrets.yml or \(Secrets.variablePrefix)\(call.says(name) ? name.uppercased() : "NAME")"
                        )
                    }
                    call.push(value)
                    return 1
                }
            ])
    }
}
