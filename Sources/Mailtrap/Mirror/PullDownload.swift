import Contacts
import Formats
import Glibc

/// Gets everything that a pull needs from the account, step by step, and notes each step.
struct PullDownload {
    let api: ContactsAPI
    let files: PullFolder
    var options: PullOptions
    let progress: @Sendable (String) -> Void

    private var runner: ExportRunner { ExportRunner(api: api, patience: options.exportPatience) }

    /// Answers the last state, a look through the whole export, and why the suppressions are not there.
    func run(_ start: PullState) async throws -> (PullState, ExportScan, problem: String?) {
        var state = start
        if state.done.isEmpty, state.begun.isEmpty {
            progress("reading lists and fields")
            state.lists = try await api.lists()
            state.fields = try await api.fields()
            try files.write(state)
        }
        try await fetch(.everybody, "all contacts", &state)
        let scan = try ExportScan(path: files.file(PullState.Content.everybody.name), fields: state.fields, lists: state.lists)
        if !scan.knowsStatus { try await fetch(.unsubscribed, "who is unsubscribed", &state) }
        if scan.lists == nil {
            for (index, list) in state.lists.enumerated() {
                try await fetch(.list(list.id), "list \(index + 1) of \(state.lists.count)", &state)
            }
        }
        let problem = options.pullsSuppressions ? try await fetchSuppressions(&state) : nil
        return (state, scan, problem)
    }

    private func fetch(_ content: PullState.Content, _ title: String, _ state: inout PullState) async throws {
        let (name, path) = (content.name, files.file(content.name))
        var damages = 0
        while !state.done.contains(name) {
            if state.begun[name] == nil {
                progress("exporting \(title)")
                state.begun[name] = try await runner.begin(content.filters) { progress("waiting for another export to end") }
                try files.write(state)
            }
            guard let id = state.begun[name] else { continue }
            if try await runner.fetch(id, to: path) {
                do {
                    try Self.check(path)
                    state.done.insert(name)
                } catch {
                    unlink(path)
                    damages += 1
                    if damages > 1 { throw PullError.download("\(error)") }
                    state.begun[name] = nil
                }
            } else {
                // It is gone, or its link is dead.
                damages += 1
                if damages > 2 { throw PullError.linkRefused(status: 404) }
                state.begun[name] = nil
            }
            try files.write(state)
        }
    }

    /// Reads a file through.
    private static func check(_ path: String) throws(FormatError) {
        let reader = try ByteReader(path: path)
        while try reader.read() != nil {}
    }

    /// Pages follow each other by the last one's id. Tokens may lack the right: the rest is pulled all the same.
    private func fetchSuppressions(_ state: inout PullState) async throws -> String? {
        if state.suppressionsDone { return nil }
        progress("reading suppressions")
        var length = 0
        if state.lastSuppression != nil, access(files.suppressions, R_OK) == 0 {
            var status = stat()
            if stat(files.suppressions, &status) == 0 { length = Int(status.st_size) }
        } else {
            state.lastSuppression = nil
        }
        let output = try GrowingFile(path: files.suppressions, keeping: length)
        while true {
            let page: [SuppressionResource]
            switch try await suppressions(after: state.lastSuppression) {
            case .success(let found): page = found
            case .failure(let error): return error.description
            }
            for suppression in page { try output.write(suppression.json.description + "\n") }
            _ = try output.sync()
            // Behind the last page, or a server that does not know of pages.
            guard page.count >= ContactsAPI.suppressionPage, let last = page.last?.id, last != state.lastSuppression else { break }
            state.lastSuppression = last
            try files.write(state)
            progress("reading suppressions: \(page.count) more")
        }
        try output.finish()
        state.suppressionsDone = true
        try files.write(state)
        return nil
    }

    /// A page, or why the account gives none to this token.
    private func suppressions(after last: String?) async throws(CallError) -> Result<[SuppressionResource], APIError> {
        let problem: CallError
        do {
            return .success(try await api.suppressions(after: last))
        } catch {
            problem = error
        }
        guard case .refused(let error) = problem, [400, 401, 403, 404].contains(error.status) else { throw problem }
        return .failure(error)
    }
}
