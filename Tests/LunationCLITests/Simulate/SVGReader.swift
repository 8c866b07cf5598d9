import Foundation
import FoundationXML
import Testing

/// What is in a picture, read by Foundation's own parser.
final class SVGReader: NSObject, XMLParserDelegate {
    private(set) var root: String?
    private(set) var titles: [String] = []
    private(set) var texts: [String] = []
    /// How many shapes there are, by class.
    private(set) var counts: [String: Int] = [:]
    private(set) var hasOutsideReferences = false
    private var text = ""

    init(_ bytes: [UInt8]) throws {
        super.init()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = self
        try #require(parser.parse(), "line \(parser.lineNumber): \(String(describing: parser.parserError))")
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String] = [:]
    ) {
        root = root ?? name
        text = ""
        if let word = attributes["class"] { counts[word, default: 0] += 1 }
        hasOutsideReferences = hasOutsideReferences || attributes["href"] != nil || attributes["xlink:href"] != nil
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) { text += characters }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        if name == "title" { titles.append(text) }
        if name == "text" { texts.append(text) }
        hasOutsideReferences = hasOutsideReferences || name == "style" && (text.contains("url(") || text.contains("@import"))
    }
}
