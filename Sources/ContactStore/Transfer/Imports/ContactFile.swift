import Contacts
import Formats

/// A file of contacts that is to be imported: its first line, or its first lines, are read when it is opened.
struct ContactFile {
    let path: String
    let format: TransferFormat
    /// A CSV file's first line, as it stands there.
    let header: [UInt8]
    private let options: ImportOptions
    private let names: [String]
    private let form: Form

    private enum Form {
        case csv(CSVReader)
        case jsonl(JSONLinesReader, types: [ValueType])
    }

    init(_ path: String, _ format: TransferFormat, _ options: ImportOptions) throws {
        self.path = path
        self.format = format
        self.options = options
        switch format {
        case .csv:
            let reader = CSVReader(try ByteReader(path: path), delimiter: nil)
            guard try reader.next() else { throw ImportError.empty(file: path) }
            header = [UInt8](reader.raw)
            names = reader.strings
            form = .csv(reader)
        case .jsonl:
            header = []
            // A pipe cannot be read twice: its lines may name what is known by now.
            if path == "-", options.createsFields { throw ImportError.needsFile("--create-fields") }
            let head = path == "-" ? nil : try JSONHeader(of: path)
            let mapped = options.columns.values.sorted()
            names = head.map { $0.names.isEmpty ? ["email"] : $0.names } ?? (options.columns["email"] == nil ? ["email"] : []) + mapped
            form = .jsonl(JSONLinesReader(try ByteReader(path: path)), types: head?.types ?? [])
        }
    }

    /// The rows of the file, after making the fields that it asks for.
    func source(_ writer: ContactImportWriter) throws -> any ContactRowSource {
        try source(catalog: writer.catalog) { name, tag, type in try writer.createField(name: name, tag: tag, type: type) }
    }

    func source(
        catalog: Catalog, create: (_ name: String, _ tag: String, _ type: ValueType) throws -> Field
    ) throws -> any ContactRowSource {
        var catalog = catalog
        let manifest = options.createsFields ? ExportManifest.columns(beside: path) : [:]
        let mapping = try ContactMapping(header: names, file: path, options: options, catalog: catalog, tags: Set(manifest.keys)) {
            unknown in
            let types = try types()
            var created: [String: Field] = [:]
            for (header, type) in zip(names, types) {
                let name = options.columns.first { $0.value == header }?.key ?? header
                guard unknown.contains(name) else { continue }
                let column = manifest[header]
                let field = try create(column?.name ?? name, column == nil ? Field.tag(for: name) : header, column?.type ?? type)
                created[name] = field
                catalog.fields.append(field)
            }
            return created
        }
        switch form {
        case .csv(let reader): return CSVContactSource(reader, mapping)
        case .jsonl(let reader, _): return JSONContactSource(reader, header: names, mapping, catalog)
        }
    }

    private func types() throws -> [ValueType] {
        switch form {
        case .csv: path == "-" ? names.map { _ in .text } : try TypeInference.types(of: path, header: names)
        case .jsonl(_, let types): types
        }
    }
}
