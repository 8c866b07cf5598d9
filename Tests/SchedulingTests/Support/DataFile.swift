import Foundation

/// The files of the folder `Data`.
enum DataFile {
    static func lines<Line: Decodable>(of name: String, as type: Line.Type) throws -> [Line] {
        let file = Bundle.module.resourceURL!.appendingPathComponent("Data").appendingPathComponent(name)
        return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map { try JSONDecoder().decode(type, from: $0) }
    }
}
