import Foundation
import Testing

/// One line of `Data/email-cases.jsonl`.
struct EmailCase: Decodable, Sendable {
    let address: String
    let valid: Bool
    let source: String
    let note: String?

    static func all() throws -> [EmailCase] {
        let file = try #require(Bundle.module.url(forResource: "email-cases", withExtension: "jsonl", subdirectory: "Data"))
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
            try JSONDecoder().decode(EmailCase.self, from: Data($0.utf8))
        }
    }
}
