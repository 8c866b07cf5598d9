import ContactStore
import Contacts
import Lua

/// The global `export`: contacts to files, which appear when the run is committed.
struct ExportBindings {
    let context: RunContext

    /// What an export answers.
    static let resultShape = LuaShape(
        name: "ExportResult", doc: "What an export writes.",
        fields: [
            LuaParameter("id", "integer", "Its number in the run."), LuaParameter("status", "string", "finished."),
            LuaParameter("count", "integer", "Contacts in the file."),
            LuaParameter("path", "string", "The file, from the workspace's folder."),
        ])

    var module: LuaModule {
        let parameters = [
            LuaParameter("contacts", "Query|Expression"), LuaParameter("file", "string"),
            LuaParameter("options", "{ columns: string[]? }", optional: true),
        ]
        let result = Self.resultShape.name
        return LuaModule(
            name: "export", doc: "Contacts to files of the workspace. A plan writes none, a run when it is committed.",
            members: [
                .function(
                    "csv", doc: "Writes contacts to a CSV file, gzip where its name ends in .gz.", parameters: parameters, returns: [result]
                ) { call in
                    try export(call, .csv)
                },
                .function(
                    "jsonl", doc: "Writes contacts to a JSON Lines file, gzip where its name ends in .gz.", parameters: parameters,
                    returns: [result]
                ) { call in
                    try export(call, .jsonl)
                },
            ])
    }

    private func export(_ call: LuaCall, _ format: TransferFormat) throws -> Int32 {
        let query: ContactQuery
        if let object = call.objectIfAny(1, as: QueryObject.self) {
            query = object.query
        } else {
            query = ContactQuery(try call.object(1, as: FilterObject.self).filter)
        }
        let name = try call.string(2)
        let ending = "." + format.rawValue
        // A name that says what it is cannot be the store's, a script's or the settings'.
        guard name.hasSuffix(ending) || name.hasSuffix(ending + ".gz") else {
            throw call.usage("'\(name)': a file of export\(ending) ends in \(ending) or \(ending).gz")
        }
        let path = try WorkspaceFile.target(name, in: context.transfers.folder)
        var options = ExportOptions(format: format, columns: try columns(call))
        options.program = Release.program
        options.rule = FilterWords(catalog: context.snapshot.catalog).words(query.filter)
        options.origin = call.position.map { "\($0.script):\($0.line)" }
        options.createdAt = SystemClock.now
        let exporter = ContactExporter(snapshot: context.snapshot, options: options)
        let count: Int
        do {
            count = try context.transfers.writesFiles ? write(exporter, query, path) : exporter.count(query)
        } catch let error as ExportError {
            throw call.usage(error.description)
        }
        context.transfers.noteExport()
        let message = "\(name): \(count) contact\(count == 1 ? "" : "s")" + (context.transfers.writesFiles ? "" : " when the script is run")
        context.log(LogEntry(level: .info, message: message, fields: [:], script: call.position?.script, line: call.position?.line))
        call.push(
            .table(
                LuaTable(fields: [
                    ("count", .integer(Int64(count))), ("id", .integer(context.transfers.nextNumber())), ("path", .string(name)),
                    ("status", .string(TransferStatus.finished.rawValue)),
                ])))
        return 1
    }

    private func write(_ exporter: ContactExporter, _ query: ContactQuery, _ path: String) throws -> Int {
        context.transfers.makeFolders(for: path)
        let export = try exporter.begin(query, to: path)
        context.transfers.keep(export)
        return export.count
    }

    private func columns(_ call: LuaCall) throws -> [String]? {
        guard let table = try call.optionalTable(3) else { return nil }
        var columns: [String]?
        for (name, value) in table.fields {
            guard name == "columns" else {
                throw call.usage("no option \(call.quoted(name))\(Suggestion.phrase(for: name, in: ["columns"])); there is columns")
            }
            guard case .table(let names) = value, names.fields.isEmpty else {
                throw call.usage("option 'columns' is a list of names, as in columns = { \"email\", \"plan\" }")
            }
            columns = try names.array.map { value in
                guard case .string(let name) = value else {
                    throw call.usage("option 'columns' is a list of names, not of a \(value.typeName)")
                }
                return name
            }
        }
        if !table.array.isEmpty { throw call.usage("options have names, as in { columns = { \"email\" } }") }
        return columns
    }
}
