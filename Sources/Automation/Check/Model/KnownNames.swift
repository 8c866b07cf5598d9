import ContactStore
import Contacts

/// The names that a script can use: the workspace's, and what other scripts bring.
struct KnownNames {
    var fields: [Field]
    var lists: [String]
    var events: Set<String>
    /// What other scripts bring: events of every script, everything of the modules.
    var scripts = ScriptNames()
    var modules = ScriptNames()
    let sandbox: SandboxNames
    /// The workspace's, which a job's times are of where it names none.
    let zone: Zone

    init(_ catalog: Catalog, _ sandbox: SandboxNames, zone: Zone) {
        fields = catalog.fields
        lists = catalog.lists.map(\.name)
        events = Set(catalog.eventNames.keys)
        self.sandbox = sandbox
        self.zone = zone
    }
}

extension CheckedScript {
    /// Everything that the script and the modules it may load bring.
    var brought: ScriptNames {
        var brought = names
        if hasModules { brought.formUnion(known.modules) }
        return brought
    }

    var fieldTags: [String] { known.fields.map(\.tag) + brought.fields.sorted() }
    var listNames: [String] { known.lists + brought.lists.sorted() }
}
