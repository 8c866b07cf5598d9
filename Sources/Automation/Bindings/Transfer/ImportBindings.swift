import ContactStore
import Contacts
import Lua

/// The global `import`: contacts in bulk, staged like everything else that a script wants.
struct ImportBindings {
    let context: RunContext

    /// What one call of `import.contacts` may hold. Source: the Contacts API, `POST /api/contacts/imports`.
    static let contactLimit = 50_000

    var module: LuaModule {
        let options = LuaParameter(
            "options",
            "{ map: table<string, string>?, ignore: string[]?, lists: (string|integer|List)[]?, existing: \"merge\"|\"keep\"|\"replace\"?, "
                + "on_error: \"reject_row\"|\"abort\"? }", optional: true)
        let result =
            "{ id: integer, status: string, rows: integer, created: integer, updated: integer, unchanged: integer, rejected: integer, "
            + "over_limit: integer, kept_unsubscribed: integer, errors_file: string? }"
        return LuaModule(
            name: "import", doc: "Contacts in bulk. What an import does is staged and committed with the run.",
            members: [
                .function(
                    "csv", doc: "Stages the contacts of a CSV file of the workspace, plain or gzip.",
                    parameters: [LuaParameter("file", "string"), options], returns: [result]
                ) { call in
                    try stage(call, .csv)
                },
                .function(
                    "jsonl", doc: "Stages the contacts of a JSON Lines file of the workspace, plain or gzip.",
                    parameters: [LuaParameter("file", "string"), options], returns: [result]
                ) { call in
                    try stage(call, .jsonl)
                },
                .function(
                    "contacts", doc: "Stages up to 50,000 contacts of a table; more are counted as over_limit and left out.",
                    parameters: [
                        LuaParameter(
                            "contacts",
                            "{ email: string, fields: table<string, string|number|boolean>?, lists_included: (string|integer|List)[]?, "
                                + "lists_excluded: (string|integer|List)[]? }[]")
                    ], returns: [result + " & { errors: { index: integer, reason: string }[] }"]
                ) { call in
                    try stageTable(call)
                },
            ])
    }

    private func stage(_ call: LuaCall, _ format: TransferFormat) throws -> Int32 {
        let name = try call.string(1)
        let path = try WorkspaceFile.existing(name, in: context.transfers.folder)
        var options = try ImportTable.options(call, 2, context)
        options.format = format
        let staged: StagedImport
        do {
            staged = try stager(options).stage(path)
        } catch let error as ImportError {
            throw call.usage(ImportTable.message(error, path: path, name: name))
        } catch let error as Invalid {
            throw call.usage("lists: \(error)")
        }
        context.rows.invalidateAll()
        let number = context.transfers.nextNumber()
        var table = result(staged.report, number)
        if let file = context.transfers.keep(staged, of: name, number: number, now: context.clock.now) {
            table["errors_file"] = .string(file)
        }
        call.push(.table(table))
        return 1
    }

    private func stageTable(_ call: LuaCall) throws -> Int32 {
        let count = try call.length(1)
        if count == 0, try !call.table(1).isEmpty {
            throw call.usage("import.contacts takes a list of contacts: import.contacts { { email = … }, { email = … } }")
        }
        let reader = ImportTable(call: call, snapshot: context.snapshot)
        var index = 0
        let staged = try stager(ImportOptions()).stage {
            guard index < min(count, Self.contactLimit) else { return nil }
            index += 1
            let value = try call.element(1, at: index)
            return Result { () throws(Invalid) in try reader.row(value) }
        }
        context.rows.invalidateAll()
        staged.report.overLimit = max(0, count - Self.contactLimit)
        var table = result(staged.report, context.transfers.nextNumber())
        let errors = try staged.errors(limit: Self.contactLimit).map { line, reason in
            LuaValue.table(LuaTable(fields: [("index", .integer(Int64(line))), ("reason", .string(reason))]))
        }
        table["errors"] = .table(LuaTable(array: errors))
        call.push(.table(table))
        return 1
    }

    private func stager(_ options: ImportOptions) -> ImportStager {
        ImportStager(snapshot: context.snapshot, options: options, resubscribes: context.job.allowed.contains("resubscribe")) { created in
            context.ids.next(milliseconds: created.milliseconds, random: &context.random)
        }
    }

    private func result(_ report: ImportReport, _ number: Int64) -> LuaTable {
        func count(_ number: Int) -> LuaValue { .integer(Int64(number)) }
        return LuaTable(fields: [
            ("id", .integer(number)), ("status", .string(report.status.rawValue)), ("rows", count(report.rows)),
            ("created", count(report.created)), ("updated", count(report.updated)), ("unchanged", count(report.unchanged)),
            ("rejected", count(report.rejected)), ("over_limit", count(report.overLimit)),
            ("kept_unsubscribed", count(report.keptUnsubscribed)),
        ])
    }
}
