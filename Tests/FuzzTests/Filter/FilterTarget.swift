import ContactStore
import Contacts
import Formats
import Foundation

/// The filter compiler and the filters' form in JSON, against the evaluator.
///
/// Bytes that begin with a bracket are a filter in JSON. Of others the first says which base is asked and how deep the filter
/// is, and the rest what it asks.
final class FilterTarget: FuzzTarget {
    private let folder: String
    /// Two bases in one store, at two times; one has staged changes.
    private let bases: [FilterComparison]
    private let coverage = FilterCoverage()

    init(isAlone: Bool) throws {
        folder = FileManager.default.temporaryDirectory.path + "/lunation-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        bases = try Self.bases(in: folder, coverage: coverage)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    func run(_ bytes: [UInt8]) throws {
        guard let first = bytes.first else { return }
        if first == UInt8(ascii: "[") {
            try checkText(bytes, on: bases[Int(bytes.count % bases.count)])
        } else {
            let base = bases[Int(first) % bases.count]
            var random = RandomSource(Array(bytes.dropFirst()))
            let filter = RandomFilter(world: base.world, coverage: coverage).filter(depth: Int(first / 2 % 7), &random)
            try checkForm(filter, on: base)
            try compare(filter, on: base)
        }
    }

    private func checkText(_ bytes: [UInt8], on base: FilterComparison) throws {
        guard let json = try? JSONValue(parsing: bytes, depth: 512) else { return }
        _ = try filter(json, FilterCoding(catalog: base.snapshot.catalog, by: .name))
        guard let filter = try filter(json, FilterCoding(catalog: base.snapshot.catalog)) else { return }
        try checkForm(filter, on: base)
        try compare(filter, on: base)
    }

    private func filter(_ json: JSONValue, _ coding: FilterCoding) throws -> Filter? {
        do { return try coding.filter(json) } catch is FilterError { return nil }
    }

    /// A filter comes back from JSON as it was.
    private func checkForm(_ filter: Filter, on base: FilterComparison) throws {
        for reference in [FilterCoding.Reference.id, .name] {
            let coding = FilterCoding(catalog: base.snapshot.catalog, by: reference)
            let text = try coding.json(filter).compact()
            // What has no name in the catalog has none to be found by.
            let again =
                reference == .id
                ? try coding.filter(JSONValue(parsing: text, depth: 512)) : try self.filter(JSONValue(parsing: text, depth: 512), coding)
            guard let again else { continue }
            try promise(coding.json(again).compact(), equals: text, "written again")
            // What is not a number is not equal to itself.
            if reference == .id, !text.contains("\"nan") { try promise(again == filter, "another filter from \(text)") }
        }
    }

    private func compare(_ filter: Filter, on base: FilterComparison) throws {
        do throws(FilterError) {
            _ = try base.snapshot.compiled(.not(filter))
        } catch {
            return try checkRefusal(error, of: filter, on: base)
        }
        guard filter.nodes.allSatisfy(\.isQuick) else { return }
        if let problem = try base.problem(filter) { throw FuzzFinding(problem) }
    }

    /// A filter is refused for a reason.
    private func checkRefusal(_ error: FilterError, of filter: Filter, on base: FilterComparison) throws {
        let holds =
            switch error {
            case .tooDeep: filter.depth >= Filter.maximumDepth - 10
            case .tooManyValues: true
            case .tooManyTests, .tooLarge: !filter.segments.isEmpty
            case .unknownSegment(let name, _): filter.segments.contains(name)
            case .unknownField(let tag): filter.nodes.contains { $0.fieldTag == tag }
            case .noEvent: filter.strayEventProperty != nil
            case .cycle, .segmentInUse, .unreadable: false
            }
        try promise(holds, "refused: \(error)")
    }
}
