import Contacts
import Formats
import Mailtrap
import Testing

/// Every shape that an error of the Contacts API has comes to the same type.
struct APIErrorTests {
    @Test(arguments: [
        (401, #"{"error":"Incorrect API token"}"#, "401: Incorrect API token"),
        (403, #"{"errors":"Account access forbidden"}"#, "403: Account access forbidden"),
        (404, #"{"error":"Not Found"}"#, "404: Not Found"),
        (404, #"{"errors":"Contact(s) not found"}"#, "404: Contact(s) not found"),
        (422, #"{"errors":{"name":["can't be blank","must be a string"]}}"#, "422: name can't be blank; name must be a string"),
        (422, #"{"errors":{"name":[["can't be blank"],["must be a string"]]}}"#, "422: name can't be blank; name must be a string"),
        (422, #"{"errors":{"filters":"invalid"}}"#, "422: filters invalid"),
        (422, #"{"errors":{"base":["There is a previous export initiated."]}}"#, "422: There is a previous export initiated."),
        (422, #"{"errors":["one","two"]}"#, "422: one; two"),
        (401, #"{"success":false,"errors":["Unauthorized"]}"#, "401: Unauthorized"),
        (429, #"{"error":"Throttled"}"#, "429: Throttled"),
        (429, "", "429: too many requests"),
        (400, "", "400: the request was not understood"),
        (502, "<html>Bad Gateway</html>", "502: the server failed"),
        (500, "[1]", "500: the server failed"),
        (422, #"{"errors":{"usage":null}}"#, "422: the request was refused"),
    ])
    func everyShapeIsRead(status: Int, body: String, words: String) {
        #expect(APIError(status: status, body: Array(body.utf8)).description == words)
    }

    @Test func rowsOfAnImportAreNamedByTheirAddresses() {
        let body = """
            {"errors":[{"email":"a@example.com","errors":{"email":["is invalid","top level domain is too short"]}},
            {"email":"b@example.com","errors":{"base":[["contacts limit reached"]]}}]}
            """
        let error = APIError(status: 422, body: Array(body.utf8))
        #expect(error.rows.map(\.email) == ["a@example.com", "b@example.com"])
        #expect(error.rows.map(\.text) == ["email is invalid; email top level domain is too short", "contacts limit reached"])
        #expect(error.description == "422: a row: email is invalid; email top level domain is too short (and 1 more rows)")
        #expect(error.words(showingData: true).contains("a@example.com: email is invalid"))
    }

    @Test func addressesInMessagesAreHidden() {
        let error = APIError(status: 422, body: Array(#"{"errors":"jane@example.com is taken"}"#.utf8))
        #expect(error.description == "422: ‹email› is taken")
        #expect(error.text == "‹email› is taken")
    }

    @Test(arguments: [
        ErrorBody.error("Not Found"), .errors("Access forbidden"), .attributes([.init("email", ["is invalid"]), .init("base", ["no"])]),
        .rows([.init(email: "a@example.com", attributes: [.init("email", ["is invalid"])])]),
    ])
    func whatIsServedIsRead(body: ErrorBody) throws {
        let error = APIError(status: 422, body: Array(try body.json.compact().utf8))
        #expect(!error.messages.isEmpty || !error.rows.isEmpty)
    }
}
