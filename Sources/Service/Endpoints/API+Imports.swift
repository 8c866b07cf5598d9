import Automation
import ContactStore
import Contacts
import HTTPTypes

extension API {
    func beginImport(_ exchange: Exchange) async throws -> Answer {
        let body = try ImportBody(JSONBody.object(try await bytes(exchange)))
        do {
            let job = try await imports.begin(body.rows)
            return .json(.created) { $0.importJob(job) }
        } catch {
            switch error {
            case .rows(let rows):
                throw APIFailure.invalidRows(rows.map { APIFailure.RowErrors(email: $0.email, errors: ValidationErrors($0.problems)) })
            case .request(let problems):
                throw APIFailure.invalidRows([APIFailure.RowErrors(email: "", errors: ValidationErrors(problems))])
            case .failed(let error): throw error
            }
        }
    }

    func importJob(_ exchange: Exchange) throws -> Answer {
        guard let job = try imports.find(try exchange.id()) else { throw APIFailure.notFound }
        return .json { $0.importJob(job) }
    }
}
