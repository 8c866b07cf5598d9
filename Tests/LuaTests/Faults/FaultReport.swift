/// What a ``FaultPass`` wrote.
struct FaultReport {
    /// Cases whose scripts were run once for each of their allocations, and those that have too many.
    var whole = 0
    var part = 0
    var runs = 0
    var findings: [String] = []
    var tests: Set<String> = []

    init(_ text: String) {
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: "\t", maxSplits: 2).map(String.init)
            guard fields.count == 3 else { continue }
            tests.insert(fields[1])
            switch fields[0] {
            case "whole": whole += 1
            case "part": part += 1
            default: findings.append("\(fields[1]): \(fields[2])")
            }
            runs += Int(fields[2]) ?? 0
        }
    }
}
