import ContactStore
import Contacts
import HTTPTypes
import Hummingbird

extension API {
    func beginExport(_ exchange: Exchange) async throws -> Answer {
        let body = try ExportBody(JSONBody.object(try await bytes(exchange)))
        let job = try await exports.begin(body.filter)
        return answer(job, exchange, status: .created)
    }

    func exportJob(_ exchange: Exchange) throws -> Answer {
        guard let job = try exports.find(try exchange.id()) else { throw APIFailure.notFound }
        return answer(job, exchange)
    }

    /// The file of an export, for whoever has its link.
    func exportFile(_ exchange: Exchange) throws -> Answer {
        let suffix = ".csv.gz"
        guard exchange.path.file.hasSuffix(suffix), let id = Int64(exchange.path.identifier),
            let path = try exports.file(id, secret: String(exchange.path.file.dropLast(suffix.count))), let file = FileBody(path: path)
        else { throw APIFailure.notFound }
        return .stream(
            file.body,
            [
                .contentType: "application/gzip", .contentDisposition: "attachment; filename=\"contacts-\(id)\(suffix)\"",
                .cacheControl: "private, no-store",
            ])
    }

    private func answer(_ job: ServedExport, _ exchange: Exchange, status: HTTPResponse.Status = .ok) -> Answer {
        let url = job.secret.map { links.url("/exports/\(job.id)/\($0).csv.gz", for: exchange.request) }
        return .json(status) { $0.exportJob(job, url: url) }
    }
}
