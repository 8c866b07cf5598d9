import ContactStore
import Contacts
import Formats
import HTTPTypes
import HummingbirdCore

extension API {
    func fields(_ exchange: Exchange) async throws -> Answer {
        if exchange.request.method == .post {
            let body = try JSONBody.object(try await bytes(exchange))
            var errors = ValidationErrors()
            let name = try Self.text(body, "name", &errors)
            let tag = try Self.text(body, "merge_tag", &errors)
            let type = body["data_type"]?.stringValue.flatMap { ValueType(rawValue: $0) }
            if body["data_type"]?.isNull ?? true {
                errors.add("data_type", "can't be blank")
            } else if type == nil || type == .timestamp {
                errors.add("data_type", "is not included in the list")
            }
            for (attribute, value) in [("name", name), ("merge_tag", tag)] where value == nil { errors.add(attribute, "can't be blank") }
            try errors.check()
            let field = try await writer.createField(name: name ?? "", tag: tag ?? "", type: type ?? .text)
            return .json(.created) { $0.field(field) }
        }
        let fields = try reader.fields()
        return .json { $0.array(fields) { $0.field($1) } }
    }

    func field(_ exchange: Exchange) async throws -> Answer {
        let id = try exchange.id()
        switch exchange.request.method {
        case .delete:
            try await writer.deleteField(id)
            return .noContent
        case .patch, .put:
            let body = try JSONBody.object(try await bytes(exchange))
            guard let known = try reader.field(id) else { throw APIFailure.notFound }
            var errors = ValidationErrors()
            let name = try Self.text(body, "name", &errors)
            let tag = try Self.text(body, "merge_tag", &errors)
            if let type = body["data_type"], !type.isNull, type.stringValue != known.type.rawValue {
                errors.add("data_type", "can't be changed")
            }
            try errors.check()
            let field = try await writer.updateField(id, name: name, tag: tag)
            return .json { $0.field(field) }
        default:
            guard let field = try reader.field(id) else { throw APIFailure.notFound }
            return .json { $0.field(field) }
        }
    }

    /// A text of a body; nil where there is none.
    private static func text(_ body: JSONObject, _ attribute: String, _ errors: inout ValidationErrors) throws(APIFailure) -> String? {
        switch body[attribute] {
        case .string(let text): return text
        case nil, .null: return nil
        default:
            errors.add(attribute, "must be a string")
            return ""
        }
    }
}
