import ContactStore
import Contacts
import Lua

/// The global `import`: contacts in bulk, staged like everything else that a script wants.
struct ImportBindings {
    let context: RunContext

    /// What one call of `import.contacts` may hold. Source: the Contacts API, `POST /api/contacts/imports`.
    static let contactLimit = 50_000

    /// How a file is taken in.
    static let optionsShape = LuaShape(
        name: "ImportOptions", doc: "How a file is taken in.",
        fields: [
            LuaParameter("map", "table<string, string>", optional: true, "Headers by the property or merge tag that they stand for."),
            LuaParameter("ignore", "string[]", optional: true, "Columns to leave out."),
            LuaParameter(
                "lists", "(string|integer|List)[]", optional: true, "Lists to put every contact on; names that are missing are made."),
            LuaParameter(
                "existing", "\"merge\"|\"keep\"|\"replace\"", optional: true,
                "What happens to contacts that are there: merge where it is not given."),
            LuaParameter(
                "on_error", "\"reject_row\"|\"abort\"", optional: true, "What a bad row does: reject_row where it is not given."),
        ])

    /// What an import answers.
    static let resultShape = LuaShape(
        name: "ImportResult", doc: "What an import did, with the statuses and counters of the Contacts API.",
        fields: [
            LuaParameter("id", "integer", "Its number in the run."), LuaParameter("status", "string", "finished."),
            LuaParameter("rows", "integer", "Rows read."), LuaParameter("created", "integer", "Contacts that come to be."),
            LuaParameter("updated", "integer", "Contacts that change."),
            LuaParameter("unchanged", "integer", "Contacts that are so already."),
            LuaParameter("rejected", "integer", "Rows that are no contact."),
            LuaParameter("over_limit", "integer", "Rows past the limit of one call, left out."),
            LuaParameter("kept_unsubscribed", "integer", "Contacts that it calls subscribed and that stay unsubscribed."),
            LuaParameter("errors_file", "string", optional: true, "The file that rejected rows go to once the run is committed."),
            LuaParameter(
                "errors", "{ index: integer, reason: string }[]", optional: true, "What is wrong with which row, of import.contacts."),
        ])

    var module: LuaModule {
        let options = LuaParameter("options", Self.optionsShape.name, optional: true)
        let result = Self.resultShape.name
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
                    ], returns: [result]
                ) { call in
                    try stageTable(call)
                },
            ])
    }

    private func stage(_ call: LuaCall, _ format: TransferFormat) throws -> Int32 {
        let name = try call.string(1)
        let path = try inputPath(name)
        var options = try ImportTable.options(call, 2, context)
        options.format = format
        let staged: StagedImport
        do {
            staged = try stager(options).stage(path)
        } catch let error as ImportError {
            throw call.usage(ImportTable.message(error, path: path, name: name, call))
        } catch let error as Invalid {
            throw call.usage("lists: \(error)")
        }
        context.rows.invalidateAll()
        let number = context.transfers.nextNumber()
        var table = result(staged.report, number)
        if let file = context.transfers.keep(staged, of: name, number: number, now: context.clock.now) {
            table["errors_file"] = .string(file)
        }
        tell(call, name, staged.report)
        call.push(.table(table))
        return 1
    }

    private func inputPath(_ name: String) throws -> String {
        let transfers = context.transfers
        if transfers.inputsFolder != transfers.folder, let own = try? WorkspaceFile.existing(name, in: transfers.folder) { return own }
        return try WorkspaceFile.existing(name, in: transfers.inputsFolder)
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
        tell(call, "import.contacts", staged.report)
        staged.report.overLimit = max(0, count - Self.contactLimit)
        var table = result(staged.report, context.transfers.nextNumber())
        let errors = try staged.errors(limit: Self.contactLimit).map { line, reason in
            LuaValue.table(LuaTable(fields: [("index", .integer(Int64(line))), ("reason", .string(reason))]))
        }
        table["errors"] = .table(LuaTable(array: errors))
        call.push(.table(table))
        return 1
    }

    /// Rows that are refused go with a word.
    private func tell(_ call: LuaCall, _ name: String, _ report: ImportReport) {
        guard report.rejected > 0 else { return }
        let rows = "\(report.rejected) of \(report.rows) rows rejected"
        let message = "\(name): \(rows)" + (report.firstError.map { " (the first: \($0))" } ?? "")
        context.log(
            LogEntry(level: .warning, message: message, fields: [:], script: call.position?.script, line: call.position?.line))
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
