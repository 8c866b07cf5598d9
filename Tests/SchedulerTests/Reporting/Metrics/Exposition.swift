import Testing

/// A strict reader of Prometheus's text format 0.0.4: what it does not know it does not take.
struct Exposition {
    struct Sample: Hashable {
        let name: String
        let labels: [String: String]
        let value: Double
    }

    struct Refusal: Error {
        let line: String
        let reason: String
    }

    private(set) var samples: [Sample] = []
    private(set) var types: [String: String] = [:]
    private(set) var help: [String: String] = [:]

    private static let suffixes = ["_bucket", "_sum", "_count"]

    init(_ text: String) throws {
        guard text.isEmpty || text.hasSuffix("\n") else { throw Refusal(line: text, reason: "no line end at the end") }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() { try read(String(line)) }
        try checkHistograms()
    }

    /// The value of a series; nil where there is none.
    func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        samples.first { $0.name == name && $0.labels == labels }?.value
    }

    private mutating func read(_ line: String) throws {
        if let match = line.wholeMatch(of: /# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)/) {
            guard types.updateValue(String(match.2), forKey: String(match.1)) == nil else { throw Refusal(line: line, reason: "again") }
        } else if let match = line.wholeMatch(of: /# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)/) {
            guard help.updateValue(try Self.unescaped(match.2, line, quotes: false), forKey: String(match.1)) == nil else {
                throw Refusal(line: line, reason: "again")
            }
        } else {
            let sample = try Self.sample(line)
            guard types[family(of: sample.name)] != nil else { throw Refusal(line: line, reason: "no type before it") }
            guard !samples.contains(where: { $0.name == sample.name && $0.labels == sample.labels }) else {
                throw Refusal(line: line, reason: "a series twice")
            }
            if let last = samples.last, family(of: last.name) != family(of: sample.name),
                samples.contains(where: { family(of: $0.name) == family(of: sample.name) })
            {
                throw Refusal(line: line, reason: "a family in two places")
            }
            samples.append(sample)
        }
    }

    private func family(of name: String) -> String {
        for suffix in Self.suffixes where name.hasSuffix(suffix) {
            let family = String(name.dropLast(suffix.count))
            if types[family] == "histogram" { return family }
        }
        return name
    }

    private static func sample(_ line: String) throws -> Sample {
        guard let match = line.wholeMatch(of: /([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? ([^ ]+)/.matchingSemantics(.unicodeScalar)) else {
            throw Refusal(line: line, reason: "no sample")
        }
        let numbers = ["+Inf": Double.infinity, "-Inf": -.infinity, "NaN": .nan]
        guard let value = numbers[String(match.3)] ?? Double(match.3) else { throw Refusal(line: line, reason: "no number") }
        var labels: [String: String] = [:]
        var rest = match.2 ?? ""
        while !rest.isEmpty {
            guard let label = rest.prefixMatch(of: /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"(,|$)/.matchingSemantics(.unicodeScalar))
            else {
                throw Refusal(line: line, reason: "no label")
            }
            guard labels.updateValue(try unescaped(label.2, line, quotes: true), forKey: String(label.1)) == nil else {
                throw Refusal(line: line, reason: "a label twice")
            }
            rest = rest[label.range.upperBound...]
        }
        return Sample(name: String(match.1), labels: labels, value: value)
    }

    private static func unescaped(_ text: Substring, _ line: String, quotes: Bool) throws -> String {
        var result = String.UnicodeScalarView()
        var isEscape = false
        for sign in text.unicodeScalars {
            guard isEscape || sign == "\\" else {
                result.append(sign)
                continue
            }
            if isEscape {
                switch sign {
                case "\\",
                    "\"" where quotes:
                    result.append(sign)
                case "n": result.append("\n")
                default: throw Refusal(line: line, reason: "unknown escape")
                }
            }
            isEscape.toggle()
        }
        guard !isEscape else { throw Refusal(line: line, reason: "half an escape") }
        return String(result)
    }

    /// Buckets never shrink, and the last is the count.
    private func checkHistograms() throws {
        for (name, type) in types where type == "histogram" {
            let buckets = samples.filter { $0.name == name + "_bucket" }
            let series = Dictionary(grouping: buckets) { $0.labels.filter { $0.key != "le" } }
            for (labels, buckets) in series {
                let bounds = buckets.compactMap { $0.labels["le"].flatMap { $0 == "+Inf" ? Double.infinity : Double($0) } }
                guard bounds.count == buckets.count, bounds == bounds.sorted(), bounds.last == .infinity,
                    buckets.map(\.value) == buckets.map(\.value).sorted(), value(name + "_count", labels) == buckets.last?.value,
                    value(name + "_sum", labels) != nil
                else { throw Refusal(line: name, reason: "no histogram") }
            }
        }
    }
}
