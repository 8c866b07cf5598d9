import ContactStore
import Contacts
import Formats

/// Takes the files of a pull into a stager.
struct MirrorMerger {
    let folder: PullFolder
    let state: PullState
    let scan: ExportScan

    /// Stages everything that the files say.
    func stage(_ stager: MirrorStager) throws {
        let schema = MirrorSchema(
            lists: state.lists.map { MirrorSchema.List(id: $0.id, name: $0.name) },
            fields: state.fields.map { MirrorSchema.Field(id: $0.id, name: $0.name, tag: $0.mergeTag, type: $0.dataType) })
        let local = try stager.begin(schema)
        try addContacts(to: stager, local)
        try addLists(to: stager)
        if !scan.knowsStatus { try forEachAddress(.unsubscribed) { try stager.unsubscribe($0) } }
        if state.suppressionsDone { try addSuppressions(to: stager) }
        try stager.stage()
    }

    private func addContacts(to stager: MirrorStager, _ local: [Int64: Field]) throws {
        guard let header = scan.header else { return try stager.expect([]) }
        var fields: [Field] = []
        var columns: [Int] = []
        for (index, column) in header.columns.enumerated() {
            guard case .field(let place) = column, let field = local[state.fields[place].id] else { continue }
            fields.append(field)
            columns.append(index)
        }
        try stager.expect(fields)
        let reader = CSVReader(try ByteReader(path: folder.file(PullState.Content.everybody.name)), delimiter: nil)
        guard try reader.next(), let email = header.index(of: .email) else { return }
        let (id, created, lists) = (header.index(of: .id), header.index(of: .createdAt), header.index(of: .lists))
        let status = scan.knowsStatus ? ExportStatus(header) : nil
        var row = MirrorRow(fieldCount: fields.count)
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        while try reader.next() {
            func cell(_ index: Int?) -> UnsafeRawBufferPointer {
                guard let index, index < reader.count else { return nothing }
                return reader[index]
            }
            row.email = cell(email)
            row.id = cell(id)
            row.createdAt = ExportTime.read(cell(created))
            row.status = status.flatMap { $0.read(reader) } ?? .subscribed
            for (index, column) in columns.enumerated() { row.cells[index] = cell(column) }
            guard let number = try stager.add(row), let form = scan.lists, let lists else { continue }
            let named = cell(lists)
            guard !named.isEmpty else { continue }
            for list in form.lists(String(decoding: named, as: UTF8.self)) ?? [] { try stager.join(number, list: list) }
        }
    }

    private func addLists(to stager: MirrorStager) throws {
        for list in state.lists {
            if scan.lists != nil {
                stager.knows(list: list.id)
            } else if state.done.contains(PullState.Content.list(list.id).name) {
                stager.knows(list: list.id)
                try forEachAddress(.list(list.id)) { try stager.join($0, list: list.id) }
            }
        }
    }

    private func forEachAddress(_ content: PullState.Content, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let reader = CSVReader(try ByteReader(path: folder.file(content.name)), delimiter: nil)
        guard try reader.next() else { return }
        guard let email = try ExportHeader(reader.strings, fields: state.fields).index(of: .email) else { return }
        while try reader.next() { if email < reader.count { try body(reader[email]) } }
    }

    private func addSuppressions(to stager: MirrorStager) throws {
        let reader = JSONLinesReader(try ByteReader(path: folder.suppressions))
        while let json = try reader.next() {
            guard let resource = try? SuppressionResource(json: json.get()), let entry = resource.entry else { continue }
            try stager.suppress(entry)
        }
        stager.knowsSuppressions()
    }
}
