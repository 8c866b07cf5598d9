import ContactStore
import Contacts
import Formats
import HTTPTypes
import HummingbirdCore

extension API {
    func lists(_ exchange: Exchange) async throws -> Answer {
        if exchange.request.method == .post {
            let name = try Self.name(JSONBody.object(try await bytes(exchange)))
            let list = try await writer.createList(name)
            // 200 and not 201: so the live API has it.
            return .json { $0.list(list) }
        }
        let search = PercentEncoding.parameters(exchange.path.query).last { $0.name == "search" }?.value ?? ""
        let lists = try reader.lists(startingWith: search)
        return .json { $0.array(lists) { $0.list($1) } }
    }

    func list(_ exchange: Exchange) async throws -> Answer {
        let id = try exchange.id()
        switch exchange.request.method {
        case .delete:
            try await writer.deleteList(id)
            return .noContent
        case .patch, .put:
            let body = try JSONBody.object(try await bytes(exchange))
            guard try reader.list(id) != nil else { throw APIFailure.notFound }
            let list = try await writer.renameList(id, to: try Self.name(body))
            return .json { $0.list(list) }
        default:
            guard let list = try reader.list(id) else { throw APIFailure.notFound }
            return .json { $0.list(list) }
        }
    }

    static func name(_ body: JSONObject) throws(APIFailure) -> String {
        switch body["name"] {
        case .string(let name): return name
        case nil, .null: throw .invalid("name", "can't be blank")
        default: throw .invalid("name", "must be a string")
        }
    }
}
