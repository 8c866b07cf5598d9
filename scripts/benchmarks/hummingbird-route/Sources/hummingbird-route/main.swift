import Foundation
import Hummingbird
import Logging

struct Creation: Decodable {
    struct Contact: Decodable {
        struct Fields: Decodable {
            let plan: String
            let logins: Int
        }

        let email: String
        let fields: Fields
    }

    let contact: Contact
}

struct Answer: ResponseEncodable {
    struct Contact: Encodable {
        struct Fields: Encodable {
            let plan: String
            let logins: Int
        }

        let id: String
        let email: String
        let fields: Fields
        let list_ids: [Int]
        let status: String
        let created_at: Int64
        let updated_at: Int64
    }

    let data: Contact
}

let router = Router()
router.post("/api/contacts") { request, context -> EditedResponse<Answer> in
    let contact = try await request.decode(as: Creation.self, context: context).contact
    let answer = Answer(
        data: Answer.Contact(
            id: "018dd5e3-f6d2-7c00-8f9b-e5c3f2d8a132", email: contact.email,
            fields: Answer.Contact.Fields(plan: contact.fields.plan, logins: contact.fields.logins), list_ids: [], status: "subscribed",
            created_at: 1_780_304_400_000, updated_at: 1_780_304_400_000))
    return EditedResponse(status: .created, response: answer)
}
var logger = Logger(label: "route")
logger.logLevel = .error
let application = Application(
    router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
    onServerRunning: { channel in
        // Not `print`, which a file would get at the end alone.
        FileHandle.standardOutput.write(Data("listening at http://127.0.0.1:\(channel.localAddress?.port ?? 0)\n".utf8))
    }, logger: logger)
try await application.runService()
